import { textBytes, type Lacks } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** WeCom's limits of a welcome: 4,000 bytes of text, nine attachments. */
export const TEXT_BYTES = 4000
export const MOST_ATTACHMENTS = 9

interface Message {
  text: string
  attachments: unknown[]
}
export const isEmpty = (message: Message): boolean =>
  !message.text.trim() && message.attachments.length === 0

/** What keeps a message from being saved: nothing in it, or too much. */
export function useMessageLacks(): (message: Message) => Lacks {
  const { t } = useI18n()
  return (message) => {
    const over = textBytes(message.text) - TEXT_BYTES
    const tooLong = over > 0 && t('welcome.tooLong', { n: over })
    return { text: isEmpty(message) ? t('welcome.lacks') : tooLong }
  }
}
