import type { Message } from '@reunion/client'
import type { Pending } from '@reunion/sync'
import { isHidden } from '../hidden'

export interface TimeItem {
  key: string
  is: 'time'
  at: string
}
export interface NoticeItem {
  key: string
  is: 'notice'
  message: Message
}
export interface MessageItem {
  key: string
  is: 'message'
  message: Message
  mine: boolean
}
export interface PendingItem {
  key: string
  is: 'pending'
  pending: Pending
}
export type Item = TimeItem | NoticeItem | MessageItem | PendingItem

const GAP = 5 * 60_000

/** My own messages keep their key when they are confirmed, so that nothing blinks. */
function keyOf(message: Message, mine: boolean): string {
  return mine && message.client_id ? `mine:${message.client_id}` : `seq:${message.seq}`
}

/** The chat as it is drawn: a grey time before each pause of five minutes, then what was said. */
export function itemsOf(
  messages: readonly Message[],
  pending: readonly Pending[],
  me: number,
): Item[] {
  const items: Item[] = []
  let last = 0
  function time(at: string): void {
    const now = Date.parse(at)
    if (now - last >= GAP) items.push({ key: `time:${at}`, is: 'time', at })
    last = Math.max(last, now)
  }
  for (const message of messages) {
    if (isHidden(message)) continue
    const mine = message.sender_id === me
    time(message.sent_at)
    const key = keyOf(message, mine)
    if (message.recalled || message.kind === 'system') items.push({ key, is: 'notice', message })
    else items.push({ key, is: 'message', message, mine })
  }
  for (const one of pending) {
    time(one.created_at)
    items.push({ key: `mine:${one.client_id}`, is: 'pending', pending: one })
  }
  return items
}
