import type { Attachment, Id, Time } from './shared'

/** Where a rule holds; all empty: in every group. */
export interface RuleScope {
  group_ids: Id[]
  label_ids: Id[]
  /** Userids. */
  owners: string[]
}
export interface ShownScope {
  groups: { id: Id; name: string }[]
  labels: { id: Id; name: string }[]
  owners: { userid: string; name: string }[]
}

export interface GroupCustomer {
  contact_id: Id
  external_userid: string
  name: string
  avatar_url: string | null
}

export interface KeywordReply {
  id: Id
  words: string[]
  match: 'exact' | 'contains'
  text: string
  attachments: Attachment[]
  scope: ShownScope
  /** Seconds until it comes again in the same group. */
  cooldown: number
  enabled: boolean
  answered: number
  last_at: Time | null
  created_by: string
  created_at: Time
}

export type GuardAction = 'warn' | 'remove' | 'remove_and_block'
export type GuardReason = 'word' | 'link' | 'code' | 'miniprogram' | 'card' | 'flood'
/** `quiet`: she had just been warned; `gone`: she was not in the group any more. */
export type ActOutcome = 'warned' | 'quiet' | 'removed' | 'blocked' | 'gone'

export interface Guard {
  id: Id
  name: string
  words: string[]
  links: boolean
  /** Links to these are fine. */
  hosts: string[]
  miniprograms: boolean
  codes: boolean
  cards: boolean
  flood: { count: number; seconds: number } | null
  action: GuardAction
  warning: string
  scope: ShownScope
  exempt: GroupCustomer[]
  enabled: boolean
  acted: number
  last_at: Time | null
  created_by: string
  created_at: Time
}

export interface GuardAct {
  id: Id
  at: Time
  group_id: Id
  group_name: string
  seq: number
  customer: GroupCustomer
  guard_id: Id
  guard_name: string
  reason: GuardReason
  found: string
  excerpt: string
  action: GuardAction
  outcome: ActOutcome
}

export interface BarredCustomer {
  customer: GroupCustomer
  reason: string
  by: string
  at: Time
  act_id: Id | null
}

export interface DuplicateCustomer {
  customer: GroupCustomer
  /** The latest joined first. */
  groups: {
    group_id: Id
    name: string
    owner_name: string
    size: number
    joined_at: Time
    spoke_at: Time | null
  }[]
}

export interface RulesOfGroup {
  replies: KeywordReply[]
  guards: Guard[]
}
