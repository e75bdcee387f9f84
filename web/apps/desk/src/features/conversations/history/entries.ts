import type { Message } from '@reunion/client'
import type { Pending, Thread } from '@reunion/sync'

const NEW_TIME_AFTER_MS = 5 * 60_000

export type Entry =
  | { type: 'time'; key: string; at: string }
  | { type: 'new'; key: string }
  | { type: 'message'; key: string; message: Message }
  | { type: 'pending'; key: string; pending: Pending }

/** One key from the moment of sending on, so the confirmed message takes the pending one's place. */
const keyOf = (senderId: number, clientId: string, seq?: number) =>
  clientId ? `${senderId}:${clientId}` : `seq:${seq}`

/** Messages with the time between gaps of five minutes, and the line above what was unread. */
export function entriesOf(thread: Thread, me: number, readSeq: number | null): Entry[] {
  const entries: Entry[] = []
  let last = 0
  function time(at: string): void {
    const now = Date.parse(at)
    if (now - last >= NEW_TIME_AFTER_MS) entries.push({ type: 'time', key: `time:${at}`, at })
    last = now
  }
  let marked = readSeq === null
  for (const message of thread.messages) {
    time(message.sent_at)
    if (!marked && message.seq > readSeq! && message.sender_id !== me) {
      if (entries.length > 1) entries.push({ type: 'new', key: 'new' })
      marked = true
    }
    const key = keyOf(message.sender_id, message.client_id, message.seq)
    entries.push({ type: 'message', key, message })
  }
  if (thread.hasNewer) return entries
  for (const pending of thread.pending) {
    time(pending.created_at)
    entries.push({ type: 'pending', key: keyOf(me, pending.client_id), pending })
  }
  return entries
}
