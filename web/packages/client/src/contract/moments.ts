import type { Purpose, Refusal, RuleCount } from './broadcasts'
import type { Attachment, Id, Time } from './shared'

/** Whose customers see it; no members and no departments: everybody's. */
export interface MomentRange {
  userids: string[]
  department_ids: number[]
  tags_all: string[]
  tags_any: string[]
  tags_none: string[]
}
export type MomentState = 'preparing' | 'open' | 'finished' | 'cancelled' | 'failed' | 'deleted'
export type PostState = 'pending' | 'publishing' | 'published' | 'cancelled' | 'deleted'
export type MomentOrigin = 'console' | 'api' | 'desk'

export interface MomentSums {
  /** Members. */
  published: number
  shown: number
  refused: number
  /** Customers who had it from a colleague already. */
  elsewhere: number
  likes: number
  comments: number
  answers: number
}

export interface Moment {
  id: Id
  state: MomentState
  origin: MomentOrigin
  purpose: Purpose
  text: string
  attachments: Attachment[]
  range: MomentRange
  created_at: Time
  created_by: string
  members: number
  sums: MomentSums
  refusals: RuleCount[]
  quiet_until: Time | null
  reminders_left: number
}

export interface MomentPostLine {
  post_id: Id
  member_id: Id
  userid: string
  name: string
  department: string
  state: PostState
  shown: number
  refused: number
  likes: number
  comments: number
  confirmed_at: Time | null
}

export interface MomentDay {
  day: string
  shown: number
  likes: number
  comments: number
}

/** A customer whom a post was meant for. */
export interface MomentViewer {
  contact_id: Id
  external_userid: string
  name: string
  avatar_url: string | null
  remark: string
  member_name: string
  at: Time | null
  /** She came after it was posted. */
  earlier: boolean
  liked: boolean
  comments: number
  refusal: Refusal | null
}

export interface MomentComment {
  id: Id
  by: 'customer' | 'member'
  name: string
  avatar_url: string | null
  /** The customer whose talk with the member it belongs to; null: said to all. */
  contact_id: Id | null
  to: string | null
  text: string
  at: Time
  own: boolean
}

export interface MomentLiker {
  contact_id: Id
  name: string
  avatar_url: string | null
  at: Time
}

export interface FeedPost {
  post_id: Id
  member_id: Id
  name: string
  avatar_url: string | null
  company: string
  text: string
  attachments: Attachment[]
  at: Time
  liked: boolean
  member_likes: boolean
  comments: MomentComment[]
}

/** What is new for a customer. */
export interface FeedGlance {
  notices: number
  fresh: boolean
  avatar_url: string | null
}

export interface MomentNotice {
  id: Id
  kind: 'like' | 'comment'
  post_id: Id
  name: string
  avatar_url: string | null
  text: string | null
  at: Time
  read: boolean
  post_text: string
  picture_url: string | null
}

/** What headquarters asks a member to post. */
export interface MomentPart {
  moment_id: Id
  post_id: Id
  text: string
  attachments: Attachment[]
  state: PostState
  created_by: string
  at: Time
  customers: number
  refused: number
  quiet_until: Time | null
}

export interface DeskPost {
  post_id: Id
  moment_id: Id
  origin: MomentOrigin
  state: PostState
  text: string
  attachments: Attachment[]
  at: Time
  shown: number
  refused: number
  elsewhere: number
  refusals: RuleCount[]
  quiet_until: Time | null
  liked: boolean
  likes: MomentLiker[]
  comments: MomentComment[]
}
