import type {
  ContentOf,
  ContentReading,
  ReadingProgress,
  Conversation,
  Draft,
  Id,
  Media,
  Message,
  Session,
  Time,
} from '@reunion/client'

/** `offline` tries again by itself; `signed_out` does not. */
export type Status = 'stopped' | 'connecting' | 'online' | 'offline' | 'signed_out'

export type ConversationFilter = 'all' | 'unread' | 'external' | 'internal' | 'room' | 'group'

export type SendKind = Draft['kind']
export type MediaSendKind = 'image' | 'file' | 'voice' | 'video'

/** A message of mine that the server has not confirmed yet. Survives a reload, its bytes included. */
export interface Pending {
  client_id: string
  conversation_id: Id
  kind: SendKind
  /** As a message's content; media kinds hold a local Media whose `url` is an object URL. */
  content: Record<string, unknown>
  reply_to: number | null
  created_at: Time
  /** `waiting`: for the line, or its turn. `failed`: the server refused; retry or discard. */
  state: 'waiting' | 'uploading' | 'sending' | 'failed'
  /** 0…1 of the upload. */
  progress: number
  error: { code: string; detail: string } | null
  /** The server warned of it (`sensitive`), and it is sent all the same. */
  confirmed?: boolean
}

export interface Thread {
  conversation_id: Id
  /** Ascending by seq without holes. Recalls are left out: the recalled message says so itself. */
  messages: readonly Message[]
  /** Shown after `messages`. */
  pending: readonly Pending[]
  /** A first page is here, from the cache or the server. */
  loaded: boolean
  hasOlder: boolean
  /** True only while the window lies in the past (openAt) and does not reach the live end. */
  hasNewer: boolean
  loading: 'first' | 'older' | 'newer' | null
  error: unknown
}

export type Outgoing = { reply_to?: number } & (
  | { kind: 'text'; content: ContentOf['text'] }
  | {
      kind: MediaSendKind
      file: Blob
      name: string
      duration_ms?: number
      width?: number
      height?: number
    }
  | { kind: MediaSendKind; media: Media }
  | { kind: 'link' | 'card' | 'location' | 'miniprogram'; content: object }
)

/** Reactive; values are replaced, never changed in place. */
export interface SyncState {
  readonly status: Status
  /** The cache was read; lists may be drawn. */
  readonly started: boolean
  /** The server's state was pulled at least once since start. */
  readonly synced: boolean
  readonly principalId: Id
  readonly conversations: ReadonlyMap<Id, Conversation>
  /** Pinned ones first, then by the time of the last message. */
  readonly sorted: readonly Conversation[]
  /** Total over what is not muted. */
  readonly unread: number
  readonly threads: ReadonlyMap<Id, Thread>
  /** Conversation → who is typing there; expires by itself. */
  readonly typing: ReadonlyMap<Id, Id>
  readonly presence: ReadonlyMap<Id, boolean>
  readonly drafts: ReadonlyMap<Id, string>
  /** Epoch milliseconds of the next attempt to connect. */
  readonly retryAt: number | null
}

export interface SyncEvents {
  /** Live, from someone else. */
  message: (message: Message, conversation: Conversation) => void
  contacts: () => void
  requests: () => void
  /** Tasks of broadcasts may have changed: told, or missed without a line. */
  broadcasts: () => void
  /** The same of Moments: tasks, the feed, likes and comments. */
  moments: () => void
  /** Customers who come or go. */
  handovers: () => void
  promises: () => void
  /** A customer reads what I sent, or has stopped. */
  reading: (told: ContentReading) => void
  /** How far one of these is by now. */
  readingOn: (told: ReadingProgress) => void
  /** What was told of readings may have been missed. */
  readings: () => void
  session: () => void
  signed_out: () => void
  /** A room or a group that I am no longer in; nothing of it is here any more. */
  gone: (id: Id) => void
}

export interface Sync {
  readonly state: SyncState
  /** After sign-in, or with storedSession() when there is no network. Reads the cache, connects. */
  start(session: Session): Promise<void>
  stop(): void
  /** Closes, and forgets all that this device holds of this person, or of the one named. */
  clear(principalId?: Id): Promise<void>
  reconnect(): void

  /** The next page of the list, or of one filter of it, into `conversations`; false at its end. */
  loadMoreConversations(filter?: ConversationFilter): Promise<boolean>
  refresh(): Promise<void>
  /** Opens or finds the conversation with a principal. Throws ApiError, NetworkError. */
  startConversation(principalId: Id): Promise<Conversation>
  /** Throws ApiError, NetworkError when it is not here and cannot be fetched. */
  ensureConversation(id: Id): Promise<Conversation>
  /** Its names anew, as after a change of remark. Throws ApiError, NetworkError. */
  reloadConversation(id: Id): Promise<void>
  openConversation(id: Id): Thread
  openAt(id: Id, seq: number): Promise<void>
  closeConversation(id: Id): void
  loadOlder(id: Id): Promise<void>
  loadNewer(id: Id): Promise<void>
  findMessage(id: Id, seq: number): Promise<Message | null>

  /** Returns the client_id at once; the message stands in `pending` until it is confirmed. */
  send(id: Id, outgoing: Outgoing): string
  /** `confirmed`: after a warning. */
  retry(clientId: string, confirmed?: boolean): void
  discard(clientId: string): void
  /** My principal id there, to tell my messages: a customer is another principal in each company. */
  meIn(id: Id): Id
  /** Throws ApiError (`too_late`), NetworkError. */
  recall(id: Id, seq: number): Promise<void>
  markRead(id: Id, seq?: number): void
  typing(id: Id): void
  watchPresence(ids: readonly Id[]): () => void
  setPinned(id: Id, pinned: boolean): Promise<void>
  setMuted(id: Id, muted: boolean): Promise<void>
  /** Leaves the list until something new arrives. */
  setHidden(id: Id): Promise<void>
  setDraft(id: Id, text: string): void

  on<E extends keyof SyncEvents>(event: E, listener: SyncEvents[E]): () => void
}
