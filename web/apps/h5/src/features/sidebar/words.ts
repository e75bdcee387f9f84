import { useErrorText } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { Refused } from './sdk'

/** A failure in words for the member: the server's, the network's, or the client's. */
export function useSidebarError(): (error: unknown) => string {
  const { t } = useI18n()
  const say = useErrorText()
  return (error) => {
    if (!(error instanceof Refused)) return say(error)
    return t(`sidebar.refused.${error.reason}`, { said: error.said })
  }
}
