import type { Id, Time } from './shared'

export type ContentKind = 'article' | 'report' | 'video' | 'page' | 'form' | 'poster' | 'link'

/** What a customer gets by a link; `token` is her own. */
export interface Opening {
  token: string
  kind: ContentKind
  title: string
  summary: string
  cover: string | null
  sender: string
  html: string
  file: string | null
  file_kind: 'pdf' | 'video' | 'image' | null
  url: string | null
  form: string | null
  gate: boolean
  tracked: boolean
  refused: boolean
}
/** How far a reading is: `depth` of 100, `place` of `places`; `ended`: she has stopped. */
export interface ReadingProgress {
  id: Id
  seconds: number
  depth: number
  place: number
  places: number
  ended: boolean
}
/** Somebody who reads what a member sent, now. `conversation_id`: his chat with her, or with whom it was
 * sent to while it is not known who reads. */
export interface ContentReading extends ReadingProgress {
  content_id: Id
  kind: ContentKind
  title: string
  profile_no: number | null
  name: string
  forwarded: boolean
  conversation_id: Id | null
}
export interface LibraryPage {
  title: string
  intro: string
  items: {
    id: Id
    kind: ContentKind
    title: string
    summary: string
    cover: string | null
    gated: boolean
  }[]
}

/** Who of the members may send it; null: everybody. */
export interface ContentSenders {
  department_ids: Id[]
  userids: string[]
}
export interface ContentFolder {
  id: Id
  name: string
  audience: ContentSenders | null
  items: number
}
export interface ContentFile {
  id: Id
  kind: 'image' | 'pdf' | 'video'
  name: string
  size: number
  mime: string
  width: number | null
  height: number | null
  url: string
}
export interface ContentItem {
  id: Id
  kind: ContentKind
  title: string
  summary: string
  cover: string | null
  folder_id: Id | null
  audience: ContentSenders | null
  version: number
  gated: boolean
  listed: boolean
  expires_at: Time | null
  created_by: string
  created_at: Time
  changed_at: Time
  shares: number
  readers: number
}
export interface ContentVersion {
  version: number
  title: string
  made_by: string
  made_at: Time
}
export interface ContentWhole extends ContentItem {
  body: Record<string, unknown>
  file: ContentFile | null
  versions: ContentVersion[]
}
export interface ContentVersionWhole extends ContentVersion {
  kind: ContentKind
  summary: string
  cover: string | null
  body: Record<string, unknown>
  html: string
  file: ContentFile | null
}
export interface ContentLibrary {
  open: boolean
  title: string
  intro: string
  url: string | null
}
export interface ContentSums {
  sent: number
  opened: number
  readers: number
  seconds: number
  /** Of 100, the mean of who opened it. */
  depth: number
  /** Links below another: whom it was passed on to. */
  forwarded: number
  leads: number
  /** Customers who scanned a poster. */
  added: number
}
export interface ContentEffect {
  total: ContentSums
  materials: { content_id: Id; kind: ContentKind; title: string; sums: ContentSums }[]
  members: { userid: string; name: string; sums: ContentSums }[]
  days: { day: string; sent: number; opened: number }[]
}
export interface ContentLink {
  id: Id
  parent_id: Id | null
  userid: string
  member: string
  profile_no: Id | null
  name: string
  created_at: Time
  opened_at: Time | null
  read_at: Time | null
  opens: number
  seconds: number
  depth: number
  registered: boolean
  refused: boolean
}
export interface QuickReply {
  id: Id
  own: boolean
  category: string
  title: string
  text: string
  content_id: Id | null
  uses: number
  mine: number
}
/** A page of a report, or a tenth of a video, from 1 on: all seconds with it, and readings that came to it. */
export interface ContentStay {
  place: number
  seconds: number
  readings: number
}
