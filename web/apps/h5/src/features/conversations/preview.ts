import type { ContentOf, Conversation, Message, MessageKind, Participant } from '@reunion/client'
import { knownName } from '../contacts/contacts'

type Say = (key: string, values?: Record<string, unknown>) => string

/** The one on the other side of a conversation with a staff member. */
export function otherSide(conversation: Conversation, me: number): Participant | undefined {
  if (conversation.kind === 'group') return undefined
  return conversation.participants.find((one) => one.principal_id !== me && one.kind === 'member')
}

export function titleOf(conversation: Conversation, me: number): string {
  const other = otherSide(conversation, me)
  return other ? knownName(other.principal_id, other.name) : conversation.title
}

const FILLED = /^(group_|hand)/

/** A grey line of a group in the reader's language, as far as it is known here. */
export function systemLine({ code, text, said }: ContentOf['system'], t: Say): string {
  return said && FILLED.test(code) ? t(`system.${code}`, said) : text.replace(/\s+/g, ' ')
}

/** A message in one line, for the list, quotes and notifications. */
export function lineOf(message: { kind: MessageKind; content: object }, t: Say): string {
  const { kind, content } = message as Message
  switch (kind) {
    case 'text':
    case 'system':
      return content.text.replace(/\s+/g, ' ')
    case 'image':
    case 'video':
    case 'voice':
      return t(`line.${kind}`)
    case 'file':
      return `${t('line.file')} ${content.media.name}`
    case 'link':
    case 'miniprogram':
      return `${t(`line.${kind}`)} ${content.title}`
    case 'card':
    case 'location':
      return `${t(`line.${kind}`)} ${content.name}`
    case 'recall':
      return t('line.recalled')
  }
}

export function lastLine(conversation: Conversation, me: number, t: Say): string {
  const last = conversation.last_message
  if (!last) return ''
  const sender = conversation.participants.find((one) => one.principal_id === last.sender_id)
  if (!last.recalled && last.kind !== 'recall') {
    if (last.kind === 'system') return systemLine(last.content, t)
    const named = conversation.kind === 'group' && last.sender_id !== me && sender
    const text = lineOf(last, t)
    return named ? t('ui.said', { name: sender.name, text }) : text
  }
  if (last.sender_id === me) return t('chat.youRecalled')
  const name = conversation.kind === 'group' ? sender?.name : titleOf(conversation, me)
  return t('chat.otherRecalled', { name: name ?? '' })
}
