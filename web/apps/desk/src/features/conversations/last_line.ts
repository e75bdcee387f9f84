import type { ContentOf, Conversation, Message } from '@reunion/client'
import { useI18n } from 'vue-i18n'
import { sync } from '../../api'
import { isMany } from './senders'

type Says = Pick<Message, 'kind' | 'content'>

/** A grey line in the reader's language; one that is not known here as the server words it. */
export function useSystemLine(): (content: ContentOf['system']) => string {
  const { t, te } = useI18n()
  return ({ code, text, said }) => {
    const known = `system.${code}`
    return te(known, 'zh-CN') ? t(known, said ?? {}) : text
  }
}

/** A message in one line, for lists, quotes and notifications. */
export function useSummary(): (message: Says) => string {
  const { t } = useI18n()
  const systemLine = useSystemLine()
  return (message) => {
    const { kind, content } = message as Message
    switch (kind) {
      case 'text':
        return content.text
      case 'system':
        return systemLine(content)
      case 'file':
        return `${t('kind.file')} ${content.media.name}`
      case 'link':
      case 'miniprogram':
        return `${t(`kind.${kind}`)} ${content.title}`
      case 'card':
      case 'location':
        return `${t(`kind.${kind}`)} ${content.name}`
      default:
        return t(`kind.${kind}`)
    }
  }
}

export function useLastLine(): (message: Message, conversation: Conversation) => string {
  const { t } = useI18n()
  const summary = useSummary()
  return (message, conversation) => {
    const mine = message.sender_id === sync.meIn(conversation.id)
    if (message.recalled || message.kind === 'recall') {
      return t(mine ? 'chat.recalledByMe' : 'chat.recalledByThem')
    }
    if (!isMany(conversation) || mine || message.kind === 'system') return summary(message)
    const sender = conversation.participants.find((p) => p.principal_id === message.sender_id)
    const text = summary(message)
    return sender ? t('ui.said', { name: sender.name, text }) : text
  }
}
