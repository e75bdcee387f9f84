import { ApiError, type Id, type Message } from '@reunion/client'
import type { StoredPending } from './cache'
import { createDelivery, passing } from './deliver'
import type { Parts } from './parts'
import { LocalBytes, rowOf } from './pending'
import type { Threads } from './threads'
import type { Outgoing, Pending } from './types'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000
/** A message on which the server itself breaks this often gives way to those behind it. */
const MOST_BREAKS = 4

interface Told {
  confirmed: (message: Message) => void
  /** Another tab of this person should look again at this message. */
  changed: (clientId: string) => void
}

/** Messages on their way: kept in the database first, sent one after another per conversation, exactly once. */
export function createSending(parts: Parts, threads: Threads, told: Told) {
  const { surface, state, cache, meIn, life } = parts
  const delivery = createDelivery(parts)
  const bytes = new LocalBytes()
  const rows = new Map<string, StoredPending>()
  const progress = new Map<string, number>()
  const lanes = new Set<Id>()
  const waits = new Map<Id, number>()
  const breaks = new Map<string, number>()

  const inLane = (id: Id) => [...rows.values()].filter((row) => row.conversation_id === id)

  function show(id: Id): void {
    const list = inLane(id).map((row): Pending => bytes.shown(row, progress.get(row.client_id)))
    threads.setPending(
      id,
      list.sort((a, b) => (a.created_at < b.created_at ? -1 : 1)),
    )
  }

  function update(row: StoredPending, change: Partial<StoredPending>, keep = true): StoredPending {
    const next = { ...row, ...change }
    rows.set(row.client_id, next)
    show(row.conversation_id)
    if (keep) void cache().putPending(next)
    return next
  }

  function remove(clientId: string): void {
    const row = rows.get(clientId)
    if (!row) return
    rows.delete(clientId)
    progress.delete(clientId)
    breaks.delete(clientId)
    bytes.release(clientId)
    show(row.conversation_id)
    void cache()
      .deletePending(clientId)
      .then(() => told.changed(clientId))
  }

  function send(id: Id, outgoing: Outgoing): string {
    const row = rowOf(id, outgoing)
    rows.set(row.client_id, row)
    show(id)
    // sent only once it is stored: a reload in between neither loses nor doubles it
    const mine = life()
    void cache()
      .putPending(row)
      .then(() => {
        if (mine.aborted) return
        told.changed(row.client_id)
        void pump(id)
      })
    return row.client_id
  }

  async function pump(id: Id): Promise<void> {
    if (lanes.has(id)) return
    lanes.add(id)
    try {
      for (;;) {
        const next = inLane(id).find((row) => row.state !== 'failed')
        if (!next || state.status === 'signed_out' || state.status === 'stopped') return
        if (!(await alone(id, () => attempt(next.client_id)))) return later(id)
        waits.delete(id)
      }
    } finally {
      lanes.delete(id)
    }
  }

  /** One tab at a time sends into a conversation; where locks are missing the client_id alone guards. */
  function alone(id: Id, work: () => Promise<boolean>): Promise<boolean> {
    if (!('locks' in navigator)) return work()
    return navigator.locks.request(`reunion-${surface}-${state.principalId}-${id}`, work)
  }

  /** False: no luck for now, try the lane again later. */
  async function attempt(clientId: string): Promise<boolean> {
    const mine = life()
    let row = rows.get(clientId)
    if (!row) return true
    if (cache().persistent && !(await cache().pending(clientId))) {
      if (mine.aborted) return true
      // another tab has sent or discarded it while this one waited for the lock
      rows.delete(clientId)
      show(row.conversation_id)
      return true
    }
    if (mine.aborted) return true
    if (!navigator.onLine) return false
    try {
      if (row.file && !row.media_id) {
        row = update(row, { state: 'uploading' }, false)
        row = update(row, { media_id: await delivery.upload(row, (done) => step(clientId, done)) })
      }
      row = update(row, { state: 'sending' }, false)
      told.confirmed(await delivery.post(row))
      remove(clientId)
      return true
    } catch (error) {
      row = rows.get(clientId)
      // whoever signed out took his messages along: nothing of them goes out under the next name
      if (!row || mine.aborted) return true
      if (passing(error) && !brokeTooOften(clientId, error)) {
        update(row, { state: 'waiting' }, false)
        return false
      }
      const refusal = error instanceof ApiError ? error : null
      const why = { code: refusal?.code ?? 'unknown', detail: refusal?.detail ?? String(error) }
      update(row, { state: 'failed', error: why })
      return true
    }
  }

  function brokeTooOften(clientId: string, error: unknown): boolean {
    if (!(error instanceof ApiError) || error.status !== 500) return false
    const count = (breaks.get(clientId) ?? 0) + 1
    breaks.set(clientId, count)
    return count >= MOST_BREAKS
  }

  function step(clientId: string, done: number): void {
    const row = rows.get(clientId)
    if (!row) return
    progress.set(clientId, done)
    show(row.conversation_id)
  }

  function later(id: Id): void {
    const mine = life()
    const wait = waits.get(id) ?? FIRST_WAIT_MS
    waits.set(id, Math.min(wait * 2, LONGEST_WAIT_MS))
    // without a line the next `ready` starts all lanes
    setTimeout(() => mine.aborted || void pump(id), wait)
  }

  function pumpAll(): void {
    waits.clear()
    for (const id of new Set([...rows.values()].map((row) => row.conversation_id))) void pump(id)
  }

  /** The conversation is gone, and what waited for it. */
  function discardAll(id: Id): void {
    for (const row of inLane(id)) remove(row.client_id)
  }

  function retry(clientId: string, confirmed = false): void {
    const row = rows.get(clientId)
    if (!row || row.state !== 'failed') return
    breaks.delete(clientId)
    update(row, { state: 'waiting', error: null, ...(confirmed && { confirmed }) })
    void pump(row.conversation_id)
  }

  function restore(stored: StoredPending[]): void {
    stored.sort((a, b) => (a.created_at < b.created_at ? -1 : 1))
    for (const row of stored) {
      const state = row.state === 'failed' ? 'failed' : 'waiting'
      rows.set(row.client_id, { ...row, state })
    }
    for (const id of new Set([...rows.values()].map((row) => row.conversation_id))) show(id)
  }

  /** Another tab changed this one: appeared there, was sent, was discarded. */
  async function lookAgain(clientId: string): Promise<void> {
    const mine = life()
    const stored = await cache().pending(clientId)
    if (mine.aborted) return
    const here = rows.get(clientId)
    if (stored && !here) {
      rows.set(clientId, stored)
      show(stored.conversation_id)
      void pump(stored.conversation_id)
    } else if (!stored && here && !lanes.has(here.conversation_id)) {
      rows.delete(clientId)
      show(here.conversation_id)
    }
  }

  /** Messages that came from the server: mine among them are no longer pending. */
  function seen(messages: readonly Message[]): void {
    for (const one of messages) {
      if (one.sender_id === meIn(one.conversation_id)) remove(one.client_id)
    }
  }

  function reset(): void {
    for (const clientId of rows.keys()) bytes.release(clientId)
    rows.clear()
    progress.clear()
    waits.clear()
    breaks.clear()
  }

  const { heard, lineLost } = delivery
  return {
    send,
    retry,
    discard: remove,
    discardAll,
    restore,
    lookAgain,
    seen,
    pumpAll,
    heard,
    lineLost,
    reset,
  }
}

export type Sending = ReturnType<typeof createSending>
