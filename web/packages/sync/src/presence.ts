import type { Id } from '@reunion/client'
import type { Parts } from './parts'

const TYPING_SHOWN_MS = 6_000
const TYPING_EVERY_MS = 3_000
const ASK_AFTER_MS = 100
const MOST_WATCHED = 500

/** Who is online and who is typing: hints that live only as long as the line. */
export function createPresence({ state, frame, meIn }: Parts) {
  const watched = new Map<Id, number>()
  const typingTimers = new Map<Id, ReturnType<typeof setTimeout>>()
  const lastTyped = new Map<Id, number>()
  let asking: ReturnType<typeof setTimeout> | undefined

  function ask(): void {
    clearTimeout(asking)
    asking = setTimeout(() => {
      frame({ type: 'presence', principal_ids: [...watched.keys()].slice(-MOST_WATCHED) })
    }, ASK_AFTER_MS)
  }

  function watch(ids: readonly Id[]): () => void {
    for (const id of ids) watched.set(id, (watched.get(id) ?? 0) + 1)
    ask()
    let stopped = false
    return () => {
      if (stopped) return
      stopped = true
      for (const id of ids) {
        const left = (watched.get(id) ?? 1) - 1
        if (left) watched.set(id, left)
        else watched.delete(id)
      }
      ask()
    }
  }

  function typing(id: Id): void {
    const now = Date.now()
    if (now - (lastTyped.get(id) ?? 0) < TYPING_EVERY_MS) return
    lastTyped.set(id, now)
    frame({ type: 'typing', conversation_id: id })
  }

  function heardTyping(id: Id, principalId: Id): void {
    if (principalId === meIn(id)) return
    state.typing.set(id, principalId)
    clearTimeout(typingTimers.get(id))
    typingTimers.set(
      id,
      setTimeout(() => state.typing.delete(id), TYPING_SHOWN_MS),
    )
  }

  function stoppedTyping(id: Id): void {
    clearTimeout(typingTimers.get(id))
    state.typing.delete(id)
  }

  function heardPresence(principalId: Id, online: boolean): void {
    state.presence.set(principalId, online)
  }

  return { watch, ask, typing, heardTyping, stoppedTyping, heardPresence }
}
