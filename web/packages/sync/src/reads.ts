import type { Conversation, Id } from '@reunion/client'
import type { Parts } from './parts'

/** Read marks of mine, optimistic and kept until the server says them back. */
export function createReads({ state, cache, frame, meIn }: Parts) {
  let wanted = new Map<Id, number>()

  const keep = () => cache().setMeta('reads', [...wanted])

  function restore(rows: [Id, number][]): void {
    wanted = new Map(rows)
  }

  /** A conversation as the server has it, with my newer mark laid over. */
  function overlay(conversation: Conversation): Conversation {
    const seq = wanted.get(conversation.id)
    if (seq === undefined) return conversation
    if (conversation.read_seq >= seq) {
      wanted.delete(conversation.id)
      keep()
      return conversation
    }
    return {
      ...conversation,
      read_seq: seq,
      unread: seq >= conversation.last_seq ? 0 : conversation.unread,
      mentioned: seq < conversation.last_seq && conversation.mentioned,
    }
  }

  function mark(id: Id, upTo?: number): void {
    const conversation = state.conversations.get(id)
    if (!conversation) return
    const seq = Math.min(upTo ?? conversation.last_seq, conversation.last_seq)
    if (seq <= conversation.read_seq && !conversation.unread) return
    const read = Math.max(seq, conversation.read_seq)
    wanted.set(id, read)
    keep()
    state.conversations.set(id, {
      ...conversation,
      read_seq: read,
      unread: read >= conversation.last_seq ? 0 : conversation.unread,
      mentioned: read < conversation.last_seq && conversation.mentioned,
    })
    frame({ type: 'read', conversation_id: id, seq: read })
  }

  /** Says again, on a new line, what may have been lost with the old one. */
  function resend(): void {
    for (const [id, seq] of wanted) frame({ type: 'read', conversation_id: id, seq })
  }

  /** A mark heard on the line: mine from another device, or the other side's. True when the list must be pulled. */
  function heard(id: Id, principalId: Id, seq: number): boolean {
    const conversation = state.conversations.get(id)
    if (!conversation) return false
    const participants = conversation.participants.map((one) =>
      one.principal_id === principalId && one.read_seq < seq ? { ...one, read_seq: seq } : one,
    )
    if (principalId !== meIn(id)) {
      state.conversations.set(id, { ...conversation, participants })
      return false
    }
    if (wanted.has(id) && wanted.get(id)! <= seq) {
      wanted.delete(id)
      keep()
    }
    const read = Math.max(seq, conversation.read_seq)
    const all = read >= conversation.last_seq
    const unread = all ? 0 : conversation.unread
    const mentioned = !all && conversation.mentioned
    state.conversations.set(id, {
      ...conversation,
      participants,
      read_seq: read,
      unread,
      mentioned,
    })
    return !all && seq > conversation.read_seq
  }

  return { restore, overlay, mark, resend, heard }
}

export type Reads = ReturnType<typeof createReads>
