import type { Broadcast } from '@reunion/client'
import { withName } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** What a broadcast is called in lists: its first words, else its first attachment. */
export function useTitle(): (one: Broadcast) => string {
  const { t } = useI18n()
  return ({ text, attachments, id }) => {
    const first = attachments[0]
    const line = withName(text.trim().split('\n')[0]!, t('broadcast.nickname'))
    if (line) return line
    return first ? first.title || t(`attachment.${first.kind}`) : `#${id}`
  }
}
