import type { Conversation, Participant } from '@reunion/client'
import { sync } from '../../api'

/** The other side of a conversation for two. */
export function counterpart(conversation: Conversation): Participant | null {
  if (conversation.kind === 'room' || conversation.kind === 'group') return null
  const me = sync.meIn(conversation.id)
  return conversation.participants.find((one) => one.principal_id !== me) ?? null
}

/** 小美 @微信: what stands after the @; colleagues have none. */
export function originOf(conversation: Conversation): string | null {
  if (conversation.kind !== 'external') return null
  return counterpart(conversation)?.corp_name ?? '微信'
}
