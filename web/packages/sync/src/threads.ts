import type { Id, Message, Messages } from '@reunion/client'
import { shallowReactive } from 'vue'
import { oneAtATime, type Parts } from './parts'
import type { Pending, Thread } from './types'

const PAGE = 40
const CATCH_UP_PAGE = 100
/** A longer absence is not replayed: the window starts anew at the live end. */
const CATCH_UP_PAGES = 3

interface Window {
  thread: Thread
  /** Seqs covered without a hole, recalls included; `to` 0 while nothing is loaded. */
  from: number
  to: number
  live: boolean
  catchUp: () => Promise<void>
}

/** Windows on histories: the open ones are kept without holes by `seq`. */
export function createThreads(
  { surface, client, state, cache }: Parts,
  onSeen: (messages: readonly Message[]) => void,
) {
  const windows = new Map<Id, Window>()

  const page = (id: Id, query: { before?: number; after?: number; limit: number }) =>
    client.get<Messages>(`/api/${surface}/conversations/${id}/messages`, { query })

  function windowOf(id: Id): Window {
    let window = windows.get(id)
    if (!window) {
      const thread = shallowReactive<Thread>({
        conversation_id: id,
        messages: [],
        pending: [],
        loaded: false,
        hasOlder: true,
        hasNewer: false,
        loading: null,
        error: null,
      })
      window = { thread, from: 0, to: 0, live: false, catchUp: oneAtATime(() => catchUp(id)) }
      windows.set(id, window)
      state.threads.set(id, thread)
    }
    return window
  }

  /** Lays a run of messages over the window: by seq, each once, recalls applied and left out. */
  function lay(window: Window, items: readonly Message[]): void {
    if (!items.length) return
    const bySeq = new Map(window.thread.messages.map((one) => [one.seq, one]))
    for (const one of items) if (one.kind !== 'recall') bySeq.set(one.seq, one)
    for (const one of items) {
      if (one.kind !== 'recall') continue
      const gone = bySeq.get(one.content.seq)
      if (gone && !gone.recalled) bySeq.set(gone.seq, { ...gone, recalled: true } as Message)
    }
    window.thread.messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
    window.from = window.from ? Math.min(window.from, items[0]!.seq) : items[0]!.seq
    window.to = Math.max(window.to, items.at(-1)!.seq)
    window.thread.loaded = true
    onSeen(items)
    if (!window.thread.hasNewer) {
      const recalls = items.filter((one) => one.kind === 'recall')
      const touched = new Set(
        [...items, ...recalls.map((one) => one.content)].map((one) => one.seq),
      )
      const rows = window.thread.messages.filter((one) => touched.has(one.seq))
      cache().putMessages([...rows, ...recalls])
    }
  }

  function empty(window: Window): void {
    window.thread.messages = []
    window.from = window.to = 0
  }

  async function loading(
    window: Window,
    what: NonNullable<Thread['loading']>,
    work: () => Promise<void>,
  ) {
    const { thread } = window
    if (thread.loading) return
    thread.loading = what
    try {
      await work()
      thread.error = null
    } catch (error) {
      thread.error = error
    } finally {
      thread.loading = null
    }
  }

  async function fromCache(window: Window): Promise<void> {
    const rows = await cache().messages(window.thread.conversation_id)
    if (window.to || !rows.length) return
    // rows of an earlier window may lie below a hole; only the unbroken end is shown
    let start = rows.length - 1
    while (start > 0 && rows[start]!.seq - rows[start - 1]!.seq === 1) start--
    lay(window, rows.slice(start).slice(-PAGE * 2))
    window.thread.hasOlder = window.from > 1
  }

  async function newest(window: Window): Promise<void> {
    const id = window.thread.conversation_id
    const answer = await page(id, { limit: PAGE })
    cache().dropMessages(id)
    empty(window)
    window.thread.hasNewer = false
    window.thread.hasOlder = answer.has_more
    lay(window, answer.items)
    window.thread.loaded = true
  }

  async function catchUp(id: Id): Promise<void> {
    const window = windows.get(id)
    if (!window?.live || window.thread.hasNewer) return
    if (!window.to) return loading(window, 'first', () => newest(window))
    try {
      for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
        const answer = await page(id, { after: window.to, limit: CATCH_UP_PAGE })
        lay(window, answer.items)
        if (!answer.has_more) return
      }
      await newest(window)
    } catch (error) {
      window.thread.error = error
    }
  }

  function open(id: Id): Thread {
    const window = windowOf(id)
    window.live = true
    if (window.thread.hasNewer) {
      window.thread.hasNewer = false
      empty(window)
      window.thread.loaded = false
    }
    const ready = window.to ? Promise.resolve() : fromCache(window)
    void ready.then(() => window.catchUp())
    return window.thread
  }

  async function openAt(id: Id, seq: number): Promise<void> {
    const window = windowOf(id)
    window.live = true
    if (window.thread.loaded && seq >= window.from && seq <= window.to) return
    await loading(window, 'first', async () => {
      const older = await page(id, { before: seq + 1, limit: PAGE / 2 })
      const newer = await page(id, { after: seq, limit: PAGE / 2 })
      empty(window)
      window.thread.hasOlder = older.has_more
      window.thread.hasNewer = newer.has_more
      lay(window, [...older.items, ...newer.items])
    })
  }

  async function older(id: Id): Promise<void> {
    const window = windows.get(id)
    if (!window?.thread.loaded || !window.thread.hasOlder) return
    await loading(window, 'older', async () => {
      const answer = await page(id, { before: window.from, limit: PAGE })
      window.thread.hasOlder = answer.has_more
      lay(window, answer.items)
    })
  }

  async function newer(id: Id): Promise<void> {
    const window = windows.get(id)
    if (!window?.thread.hasNewer) return
    await loading(window, 'newer', async () => {
      const answer = await page(id, { after: window.to, limit: PAGE })
      window.thread.hasNewer = answer.has_more
      lay(window, answer.items)
    })
  }

  /** A message heard on the line or confirmed. */
  function heard(message: Message): void {
    onSeen([message])
    const window = windows.get(message.conversation_id)
    if (!window) return
    if (!window.live) return forget(message.conversation_id)
    if (window.thread.hasNewer || !window.to) return void window.catchUp()
    if (message.seq === window.to + 1) lay(window, [message])
    else if (message.seq > window.to) void window.catchUp()
  }

  /** The answer to a recall, which may come before its frame. */
  function replace(message: Message): void {
    const window = windows.get(message.conversation_id)
    if (!window) return
    const { thread } = window
    thread.messages = thread.messages.map((one) => (one.seq === message.seq ? message : one))
  }

  function close(id: Id): void {
    const window = windows.get(id)
    if (window) window.live = false
  }

  function forget(id: Id): void {
    const window = windows.get(id)
    if (!window || window.thread.pending.length) return
    windows.delete(id)
    state.threads.delete(id)
  }

  /** Also what is shown just now. */
  function remove(id: Id): void {
    windows.delete(id)
    state.threads.delete(id)
  }

  function catchUpAll(): void {
    for (const [id, window] of windows) {
      if (window.live) void window.catchUp()
      else forget(id)
    }
  }

  async function find(id: Id, seq: number): Promise<Message | null> {
    const here = windows.get(id)?.thread.messages.find((one) => one.seq === seq)
    if (here) return here
    const cached = (await cache().messages(id)).find((one) => one.seq === seq)
    if (cached) return cached
    const answer = await page(id, { before: seq + 1, limit: 1 }).catch(() => null)
    return answer?.items.find((one) => one.seq === seq) ?? null
  }

  function setPending(id: Id, pending: readonly Pending[]): void {
    windowOf(id).thread.pending = pending
  }

  function reset(): void {
    windows.clear()
  }

  return {
    open,
    openAt,
    close,
    older,
    newer,
    heard,
    replace,
    remove,
    catchUpAll,
    find,
    setPending,
    reset,
  }
}

export type Threads = ReturnType<typeof createThreads>
