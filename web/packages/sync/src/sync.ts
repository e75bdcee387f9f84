import type { Client, Id, Message, ServerFrame, Session } from '@reunion/client'
import { Cache } from './cache'
import { createConversations } from './conversations'
import { createLine } from './line'
import { mortal, type Parts } from './parts'
import { createPresence } from './presence'
import { createReads } from './reads'
import { createSending } from './sending'
import { storedSession, storeSession } from './session'
import { createState, emptyState } from './state'
import { Tabs } from './tabs'
import { createThreads } from './threads'
import type { Status, Sync, SyncEvents } from './types'

const PRUNE_AFTER_MS = 20_000

/** Lists of which the line says only that they changed: whoever shows one loads it anew. */
const LISTS = ['broadcasts', 'moments', 'handovers', 'promises', 'readings'] as const
const isList = (what: string): what is (typeof LISTS)[number] =>
  (LISTS as readonly string[]).includes(what)

export function createSync({ surface, client }: { surface: 'app' | 'desk'; client: Client }): Sync {
  const state = createState()
  const listeners = new Map<keyof SyncEvents, Set<(...args: never[]) => void>>()
  const tabs = new Tabs()
  let cache = Cache.none()
  let life = new AbortController()
  let pruning: ReturnType<typeof setTimeout> | undefined

  const parts: Parts = {
    surface,
    client: mortal(client, () => life.signal),
    life: () => life.signal,
    state,
    cache: () => cache,
    meIn,
    frame: (frame) => line.send(frame),
    emit(event, ...args) {
      for (const listener of [...(listeners.get(event) ?? [])])
        (listener as (...all: unknown[]) => void)(...args)
    },
  }
  const line = createLine({ surface, onStatus: statusChanged, onFrame: heard })
  const reads = createReads(parts)
  const conversations = createConversations(parts, reads, (id) => {
    sending.discardAll(id)
    threads.remove(id)
    setDraft(id, '')
  })
  const threads = createThreads(parts, (messages) => sending.seen(messages))
  const presence = createPresence(parts)
  const sending = createSending(parts, threads, {
    confirmed: took,
    changed: (client_id) => tabs.say({ type: 'pending', client_id }),
  })

  client.onSignedOut(() => state.status !== 'stopped' && signedOut())

  function meIn(id: Id): Id {
    if (surface === 'desk') return state.principalId
    const conversation = state.conversations.get(id)
    // of other customers in a group, only the server knows the external_userid
    const contact = conversation?.participants.find(
      (one) => one.kind === 'contact' && one.external_userid,
    )
    return contact?.principal_id ?? state.principalId
  }

  function statusChanged(status: Status, retryAt: number | null): void {
    const was = state.status
    state.retryAt = retryAt
    state.status = status
    if (was === 'online' && status !== 'online') {
      sending.lineLost()
      state.presence.clear()
    }
    if (status === 'signed_out') signedOut()
  }

  /** What was not sent stays here for the next sign-in of the same person; nothing is shown before that. */
  function signedOut(): void {
    line.close()
    storeSession(surface, null)
    state.status = 'signed_out'
    parts.emit('signed_out')
  }

  function took(message: Message): void {
    threads.heard(message)
    conversations.heard(message)
  }

  function heard(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        return backOnLine()
      case 'sent':
      case 'error':
        return sending.heard(frame)
      case 'message':
        return heardMessage(frame.message)
      case 'read':
        if (reads.heard(frame.conversation_id, frame.principal_id, frame.seq))
          conversations.pullSoon()
        return
      case 'typing':
        return presence.heardTyping(frame.conversation_id, frame.principal_id)
      case 'presence':
        return presence.heardPresence(frame.principal_id, frame.online)
      case 'content_reading':
        return parts.emit('reading', frame)
      case 'content_reading_on':
        return parts.emit('readingOn', frame)
      case 'changed':
        return isList(frame.what) ? parts.emit(frame.what) : conversations.pullSoon()
      case 'resync':
        conversations.pullSoon()
        threads.catchUpAll()
        LISTS.forEach((list) => parts.emit(list))
    }
  }

  function backOnLine(): void {
    conversations.pullSoon(0)
    threads.catchUpAll()
    sending.pumpAll()
    reads.resend()
    presence.ask()
    LISTS.forEach((list) => parts.emit(list))
  }

  function heardMessage(message: Message): void {
    const known = state.conversations.get(message.conversation_id)
    const fresh = !known || message.seq > known.last_seq
    took(message)
    presence.stoppedTyping(message.conversation_id)
    if (!fresh || message.kind === 'recall' || message.sender_id === meIn(message.conversation_id))
      return
    void conversations.ensure(message.conversation_id).then(
      (conversation) => parts.emit('message', message, conversation),
      () => undefined,
    )
  }

  const channelOf = (principalId: Id) => `reunion-${surface}-${principalId}`

  async function start(session: Session): Promise<void> {
    if (session.csrf_token) client.setCsrfToken(session.csrf_token)
    storeSession(surface, session)
    if (state.started && state.principalId === session.principal_id) return line.open()
    stop()
    reset()
    const mine = life.signal
    state.principalId = session.principal_id
    const opened = await Cache.open(surface, session.principal_id)
    if (mine.aborted) return opened.close()
    cache = opened
    tabs.open(channelOf(session.principal_id), (word) => {
      if (word.type === 'cleared') clearedElsewhere()
      else void sending.lookAgain(word.client_id)
    })
    const stored = await opened.everything()
    if (mine.aborted) return
    reads.restore(stored.reads)
    conversations.restore(stored.cursor, stored.conversations)
    sending.restore(stored.pending)
    for (const [id, text] of stored.drafts) state.drafts.set(id, text)
    state.started = true
    line.open()
    sending.pumpAll()
    pruning = setTimeout(() => void cache.prune(state.sorted), PRUNE_AFTER_MS)
  }

  function stop(): void {
    life.abort()
    life = new AbortController()
    clearTimeout(pruning)
    line.close()
    tabs.close()
    cache.close()
    cache = Cache.none()
    state.status = 'stopped'
  }

  function reset(): void {
    emptyState(state)
    threads.reset()
    sending.reset()
    conversations.reset()
    reads.restore([])
  }

  /** Another tab has signed out and cleared the device; nothing is left to clear here but this page. */
  function clearedElsewhere(): void {
    stop()
    reset()
    signedOut()
  }

  /** Whatever was stopped before: the other tabs are told, and the device forgets. */
  async function clear(principalId = state.principalId): Promise<void> {
    if (storedSession(surface)?.principal_id === principalId) storeSession(surface, null)
    // somebody else may have signed in since
    if (state.principalId === principalId) {
      client.setCsrfToken(null)
      stop()
      reset()
    }
    if (principalId) Tabs.announce(channelOf(principalId), { type: 'cleared' })
    await Cache.remove(surface, principalId)
  }

  async function recall(id: Id, seq: number): Promise<void> {
    const path = `/api/${surface}/conversations/${id}/messages/${seq}/recall`
    const answer = await client.post<Message>(path)
    if (answer.kind === 'recall') took(answer)
    else threads.replace(answer)
  }

  function setDraft(id: Id, text: string): void {
    if ((state.drafts.get(id) ?? '') === text) return
    if (text) state.drafts.set(id, text)
    else state.drafts.delete(id)
    cache.setMeta('drafts', [...state.drafts])
  }

  return {
    state,
    start,
    stop,
    clear,
    reconnect: () => line.open(),
    loadMoreConversations: conversations.loadMore,
    refresh: conversations.refresh,
    startConversation: conversations.start,
    ensureConversation: conversations.ensure,
    reloadConversation: conversations.reload,
    openConversation: threads.open,
    openAt: threads.openAt,
    closeConversation: threads.close,
    loadOlder: threads.older,
    loadNewer: threads.newer,
    findMessage: threads.find,
    send: sending.send,
    retry: sending.retry,
    discard: sending.discard,
    recall,
    meIn,
    markRead: reads.mark,
    typing: presence.typing,
    watchPresence: presence.watch,
    setPinned: (id, pinned) => conversations.change(id, { pinned }),
    setMuted: (id, muted) => conversations.change(id, { muted }),
    setHidden: conversations.hide,
    setDraft,
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
  }
}
