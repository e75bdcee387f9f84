import {
  NetworkError,
  type Conversation,
  type Id,
  type Message,
  type Page,
  type Sync as Changes,
} from '@reunion/client'
import { oneAtATime, type Parts } from './parts'
import type { Reads } from './reads'
import type { ConversationFilter } from './types'

const AFTER_HINT_MS = 60
const AFTER_FAILURE_MS = 5_000

/** The list of conversations: pulled by cursor, touched up by what the line says. */
export function createConversations(parts: Parts, reads: Reads, forgotten: (id: Id) => void) {
  const { surface, client, state, cache, emit, meIn } = parts
  const base = `/api/${surface}`
  let cursor: string | null = null
  /** Per filter: the cursor of the next page, null at the end. */
  const nextPages = new Map<ConversationFilter, string | null>()
  let soon: ReturnType<typeof setTimeout> | undefined

  function restore(last: string | null, rows: readonly Conversation[]): void {
    cursor = last
    for (const one of rows) state.conversations.set(one.id, reads.overlay(one))
  }

  /** A snapshot may be older than what the line already told: the newer end is kept. */
  function merged(incoming: Conversation): Conversation {
    const mine = state.conversations.get(incoming.id)
    if (!mine || mine.last_seq <= incoming.last_seq) return reads.overlay(incoming)
    const { last_message, last_seq, last_at, unread } = mine
    return reads.overlay({ ...incoming, last_message, last_seq, last_at, unread })
  }

  function take(items: readonly Conversation[]): void {
    const rows = items.map(merged)
    for (const one of rows) {
      if (one.hidden) drop(one.id)
      else state.conversations.set(one.id, one)
    }
    cache().putConversations(rows.filter((one) => !one.hidden))
  }

  const pull = oneAtATime(async () => {
    clearTimeout(soon)
    soon = undefined
    const changes = await client.get<Changes>(`${base}/sync`, { query: { cursor } })
    if (changes.full) {
      const kept = new Set(changes.conversations.map((one) => one.id))
      for (const id of [...state.conversations.keys()]) {
        if (!kept.has(id) && !state.threads.has(id)) drop(id)
      }
      nextPages.clear()
    }
    take(changes.conversations)
    for (const id of changes.gone) {
      if (state.conversations.has(id) || state.threads.has(id)) forget(id)
    }
    cursor = changes.cursor
    cache().setMeta('cursor', cursor)
    state.synced = true
    if (changes.contacts_changed) emit('contacts')
    if (changes.requests_changed) emit('requests')
    if (changes.session_changed) emit('session')
  })

  function pullSoon(after = AFTER_HINT_MS): void {
    if (soon !== undefined) return
    soon = setTimeout(() => {
      soon = undefined
      // without a line the next `ready` pulls; with one, a failed pull must not be the last word
      pull().catch(() => state.status === 'online' && pullSoon(AFTER_FAILURE_MS))
    }, after)
  }

  function drop(id: Id): void {
    state.conversations.delete(id)
    cache().deleteConversation(id)
  }

  function forget(id: Id): void {
    drop(id)
    forgotten(id)
    emit('gone', id)
  }

  async function loadMore(filter: ConversationFilter = 'all'): Promise<boolean> {
    const from = nextPages.get(filter)
    if (from === null) return false
    const page = await client.get<Page<Conversation>>(`${base}/conversations`, {
      query: { cursor: from, filter },
    })
    take(page.items)
    nextPages.set(filter, page.next_cursor)
    return page.next_cursor !== null
  }

  /** One that is hidden in the list may still be opened. */
  function show(conversation: Conversation): Conversation {
    take([{ ...conversation, hidden: false }])
    return state.conversations.get(conversation.id)!
  }

  async function ensure(id: Id): Promise<Conversation> {
    const here = state.conversations.get(id)
    return here ?? show(await client.get<Conversation>(`${base}/conversations/${id}`))
  }

  /** What a conversation is called may follow a remark, which changes no conversation. */
  async function reload(id: Id): Promise<void> {
    if (!state.conversations.has(id)) return
    take([await client.get<Conversation>(`${base}/conversations/${id}`)])
  }

  async function start(principalId: Id): Promise<Conversation> {
    const opened = await client.post<Conversation>(`${base}/conversations`, {
      principal_id: principalId,
    })
    return show(opened)
  }

  async function change(id: Id, patch: Partial<Pick<Conversation, 'pinned' | 'muted'>>) {
    const before = state.conversations.get(id)
    if (before) state.conversations.set(id, { ...before, ...patch })
    try {
      take([await client.patch<Conversation>(`${base}/conversations/${id}`, patch)])
    } catch (error) {
      if (before) state.conversations.set(id, before)
      throw error
    }
  }

  async function hide(id: Id): Promise<void> {
    const before = state.conversations.get(id)
    state.conversations.delete(id)
    try {
      await client.patch(`${base}/conversations/${id}`, { hidden: true })
      drop(id)
    } catch (error) {
      if (before) state.conversations.set(id, before)
      throw error
    }
  }

  /** A message heard on the line or confirmed; the list's row follows it. */
  function heard(message: Message): void {
    const conversation = state.conversations.get(message.conversation_id)
    if (!conversation) return pullSoon()
    if (message.kind === 'recall') recalled(conversation.id, message.content.seq)
    // what was taken back unread no longer counts, and only the server can tell how much is left
    if (message.kind === 'recall' && conversation.unread) pullSoon()
    const now = state.conversations.get(message.conversation_id)!
    if (message.seq <= now.last_seq) return
    if (message.seq > now.last_seq + 1) pullSoon()
    const mine = message.sender_id === meIn(message.conversation_id)
    const counts = !mine && message.kind !== 'recall' && message.kind !== 'system'
    const me = meIn(message.conversation_id)
    const forMe =
      !mine &&
      message.kind === 'text' &&
      (message.content.at_all || message.content.at?.includes(me) || false)
    const next: Conversation = {
      ...now,
      last_seq: message.seq,
      last_at: message.kind === 'recall' ? now.last_at : message.sent_at,
      last_message: message.kind === 'recall' ? now.last_message : message,
      unread: now.unread + (counts ? 1 : 0),
      read_seq: mine && now.unread === 0 ? message.seq : now.read_seq,
      mentioned: now.mentioned || forMe,
    }
    state.conversations.set(next.id, next)
    cache().putConversations([next])
  }

  function recalled(id: Id, seq: number): void {
    const conversation = state.conversations.get(id)
    const last = conversation?.last_message
    if (!conversation || last?.seq !== seq || last.recalled) return
    const message = { ...last, recalled: true } as Message
    state.conversations.set(id, { ...conversation, last_message: message })
  }

  function reset(): void {
    clearTimeout(soon)
    soon = undefined
    cursor = null
    nextPages.clear()
  }

  async function refresh(): Promise<void> {
    try {
      await pull()
    } catch (error) {
      if (error instanceof NetworkError) return
      throw error
    }
  }

  return {
    restore,
    take,
    pull,
    pullSoon,
    refresh,
    loadMore,
    ensure,
    reload,
    start,
    change,
    hide,
    heard,
    reset,
  }
}

export type Conversations = ReturnType<typeof createConversations>
