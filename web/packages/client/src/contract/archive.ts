import type { Id, Time } from './shared'

export type ArchiveMode = 'ask' | 'tell'
export type ArchiveEdition = 'office' | 'service' | 'enterprise'

/** What a customer is told of the archive in one conversation, and what she said. */
export interface ArchiveNotice {
  concerned: boolean
  mode: ArchiveMode
  agreed: boolean | null
  at: Time | null
  member_name: string
}

export interface ArchiveSetting {
  mode: ArchiveMode
  retention_days: number | null
  members: number
  last_seq: number
  entries: number
  /** 0 without a public key. */
  key_version: number
}

export interface ArchivedMember {
  member_id: Id
  name: string
  userid: string
  department: string
  edition: ArchiveEdition
  since: Time
}

export interface ArchiveKey {
  version: number
  public_key: string
  fingerprint: string
  created_by: string
  created_at: Time
}

export interface MemberName {
  member_id: Id
  name: string
  userid: string
}

/** An officer's look into the archive, for a purpose. */
export interface ArchiveLook {
  id: Id
  member_id: Id
  member_name: string
  purpose: string
  at: Time
  expires_at: Time
  searched: number
  read: number
  exported: number
}

export interface ArchiveLookStep {
  kind: 'searched' | 'read' | 'exported'
  detail: string
  at: Time
}

export interface ArchivedTalk {
  conversation_id: Id
  kind: string
  title: string
  messages: number
  last_at: Time
}

export interface ArchivedMessage {
  seq: number
  conversation_id: Id
  message_seq: number
  sender_id: Id
  sender_name: string
  sender_is_customer: boolean
  kind: string
  content: Record<string, unknown>
  sent_at: Time
  recalled: boolean
}

export interface ArchiveExport {
  id: Id
  look_id: Id
  purpose: string
  member_name: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  done: number
  total: number
  media_id: string | null
  created_at: Time
}

export type InterceptionAction = 'block' | 'warn'
export type SensitiveAct =
  'customer_deleted' | 'customer_lost' | 'customers_exported' | 'card_sent' | 'mobile_sent'

export interface InterceptionRule {
  rule_id: string
  name: string
  action: InterceptionAction
  words: string[]
  semantics: number[]
  members: MemberName[]
  departments: { department_id: number; name: string }[]
  watchers: MemberName[]
  created_by: string
  created_at: Time
}

export interface WatchedAct {
  act: SensitiveAct
  watched: boolean
  threshold: number
  watchers: MemberName[]
}

export interface InterceptionHit {
  id: Id
  rule_id: string | null
  rule_name: string | null
  act: SensitiveAct | null
  found: string
  by_customer: boolean
  outcome: 'blocked' | 'warned' | 'confirmed' | 'seen'
  member_id: Id
  member_name: string
  userid: string
  customer_name: string | null
  external_userid: string | null
  conversation_id: Id | null
  /** Where it was said or would have been. */
  place:
    | 'chat'
    | 'broadcast'
    | 'moment'
    | 'comment'
    | 'welcome'
    | 'group_notice'
    | 'group_welcome'
    | 'group_reply'
  excerpt: string
  at: Time
  /** Of the viewer's, and not seen by him yet. */
  alert: boolean
}

export interface HitSummary {
  days: { day: string; blocked: number; warned: number; seen: number }[]
  members: { member_id: Id; name: string; userid: string; hits: number }[]
  alerts: number
}
