import type { PersonCard, GrowthTag } from './segments'
import type { Page, Time } from './shared'

export type IdentityKind =
  'external_userid' | 'unionid' | 'openid' | 'member_no' | 'phone' | 'email' | 'device'
export interface Identity {
  kind: IdentityKind
  value: string
}
export interface ProfileRow {
  profile_no: number
  name: string
  avatar: string
  gender: string
  birthday: string | null
  city: string
  phones: string[]
  member_no: string | null
  external_userid: string | null
  source: string
  tags: GrowthTag[]
  /** Custom fields by key. */
  attributes: Record<string, unknown>
  known_since: Time
}
export type ProfileFieldType = 'text' | 'number' | 'boolean' | 'date' | 'choice' | 'choices'
export interface ProfileField {
  field_no: number
  key: string
  name: string
  type: ProfileFieldType
  choices: string[]
  archived: boolean
}
export interface ProfileAttribute {
  key: string
  /** Null: a standard attribute, whose name is the page's. */
  field_no: number | null
  name: string
  type: ProfileFieldType
  choices: string[]
  value: unknown
  said_at: Time | null
  source: string
}
export interface ProfileCard extends PersonCard {
  gender: string
  birthday: string | null
  city: string
  external_userid: string | null
  tags: GrowthTag[]
  known_since: Time
}
export interface ProfileMerge {
  merge_no: number
  kind: string
  from_no: number
  to_no: number
  by_rule: boolean
  source: string
  /** Those that went along. */
  identities: Identity[]
  at: Time
  actor_name: string
  undone_at: Time | null
  undone_by: string | null
}
export interface IdentityConflict {
  conflict_no: number
  /** What the persons would have two of. */
  kind: string
  profile_nos: number[]
  evidence: Identity[]
  source: string
  found_at: Time
}
export type ConsentPurpose = 'marketing' | 'tracking' | 'profiling' | 'sharing'
export interface ConsentEntry {
  purpose: ConsentPurpose
  given: boolean
  at: Time
  source: string
  note: string
  actor_name: string
}
export interface Profile {
  card: ProfileCard
  /** Hers, and those that turned out to be her. */
  profile_nos: number[]
  source: string
  identities: (Identity & { source: string; since: Time })[]
  attributes: ProfileAttribute[]
  tags: { tag: GrowthTag; userid: string; since: Time; origin: string }[]
  history: ProfileMerge[]
  conflicts: IdentityConflict[]
  consents: ConsentEntry[]
}
export interface Happening {
  id: string
  name: string
  at: Time
  source: string
  userid: string
  subject: string
  amount_fen: number
  properties: Record<string, unknown>
}
export interface ProfileFollow {
  userid: string
  name: string
  remark: string
  channel: string
  added_at: Time
  ended_at: Time | null
}
export interface Erasure {
  erasure_no: number
  profile_no: number
  reason: string
  asked_at: Time
  asked_by: string
  finished_at: Time | null
  lines: Record<string, { place: 'postgresql' | 'engine' | 'blobs'; what: string; count: number }[]>
}
export interface ConflictRow {
  conflict: IdentityConflict
  cards: ProfileCard[]
}
export type Conflicts = Page<ConflictRow>
