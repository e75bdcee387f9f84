import type { ContentReading, ReadingProgress } from './content'
import type { CorpCard, Id, Media, Page, Time } from './shared'

export interface CardContent {
  principal_id: Id
  name: string
  corp_name?: string
  avatar_url: string | null
}
export interface LinkContent {
  title: string
  desc?: string
  url: string
  image_url?: string
}
export interface LocationContent {
  name: string
  address?: string
  latitude: number
  longitude: number
}

export interface ContentOf {
  /** `at`: who is meant by name, as principal ids; `notice`: an announcement of the group. */
  text: { text: string; at?: Id[]; at_all?: boolean; notice?: boolean }
  image: { media: Media }
  file: { media: Media }
  voice: { media: Media }
  video: { media: Media }
  link: LinkContent
  card: CardContent
  location: LocationContent
  miniprogram: { title: string; appid: string; page: string; image_url?: string }
  /** `said` fills the line of a known `code` in the reader's language; `text` is it in Chinese. */
  system: { code: string; text: string; said?: Record<string, string> }
  recall: { seq: number }
}
export type MessageKind = keyof ContentOf

interface Envelope {
  conversation_id: Id
  seq: number
  sender_id: Id
  client_id: string
  reply_to: number | null
  sent_at: Time
}

/** A recalled message keeps its kind; its content is empty and must not be read. */
export type Message = {
  [K in MessageKind]: Envelope & { kind: K; content: ContentOf[K]; recalled: boolean }
}[MessageKind]

/** What a client sends: media kinds name the uploaded bytes by `media_id`. */
export interface Draft {
  client_id: string
  kind: Exclude<MessageKind, 'system' | 'recall'>
  content: Record<string, unknown>
  reply_to?: number
  /** The server warned of it and it is sent all the same. */
  confirmed?: boolean
}

export interface Participant {
  principal_id: Id
  kind: 'member' | 'contact'
  name: string
  avatar_url: string | null
  corp_name: string | null
  read_seq: number
  userid?: string
  external_userid?: string
  title?: string
}

export interface Conversation {
  id: Id
  kind: 'external' | 'internal' | 'room' | 'group'
  title: string
  /** At most 10 for rooms: I, who spoke last, and others. */
  participants: Participant[]
  member_count: number
  last_message: Message | null
  last_seq: number
  last_at: Time
  read_seq: number
  unread: number
  open: boolean
  closed_reason: string | null
  muted: boolean
  pinned: boolean
  /** Left out of the list until something new arrives. */
  hidden: boolean
  corp: CorpCard
  /** Of a group: messages up to here are not for me, I came later. */
  from_seq: number
  owner_id: Id | null
  /** Owner or admin of the group. */
  leads: boolean
  /** Something unread is for me by name, or for all. */
  mentioned: boolean
}

export interface Messages {
  items: Message[]
  has_more: boolean
}

export interface MessageHit {
  message: Message
  conversation: Conversation
  snippet: string
}
export interface SearchResult {
  messages: Page<MessageHit>
}

export interface Sync {
  cursor: string
  /** True: replace everything that the client holds. */
  full: boolean
  conversations: Conversation[]
  /** Rooms that I am no longer in: nothing of them is kept. */
  gone: Id[]
  contacts_changed: boolean
  requests_changed: boolean
  session_changed: boolean
}

export type ClientFrame =
  | ({ type: 'send'; ref: string; conversation_id: Id } & Draft)
  | { type: 'read'; conversation_id: Id; seq: number }
  | { type: 'typing'; conversation_id: Id }
  | { type: 'presence'; principal_ids: Id[] }
  | { type: 'ping' }

export type ServerFrame =
  | { type: 'ready'; principal_id: Id; server_time: Time }
  | { type: 'sent'; ref: string; message: Message }
  | { type: 'error'; ref?: string; code: string; detail: string }
  | { type: 'message'; conversation_id: Id; message: Message }
  | { type: 'read'; conversation_id: Id; principal_id: Id; seq: number }
  | { type: 'typing'; conversation_id: Id; principal_id: Id }
  | { type: 'presence'; principal_id: Id; online: boolean }
  | {
      type: 'changed'
      what:
        | 'conversation'
        | 'contacts'
        | 'requests'
        | 'session'
        | 'broadcasts'
        | 'moments'
        | 'handovers'
        | 'promises'
      id?: Id
    }
  | ({ type: 'content_reading' } & ContentReading)
  | ({ type: 'content_reading_on' } & ReadingProgress)
  | { type: 'resync' }
  | { type: 'pong' }

/** Close codes of the socket. */
export const SOCKET_SIGNED_OUT = 4001
export const SOCKET_TOO_SLOW = 4008
