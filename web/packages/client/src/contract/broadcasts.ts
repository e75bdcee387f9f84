import type { GroupKind } from './groups'
import type { Attachment, Id, Time } from './shared'

/** All empty: every customer. The parts narrow one another. */
export interface Audience {
  userids: string[]
  department_ids: number[]
  tags_all: string[]
  tags_any: string[]
  tags_none: string[]
  source_states: string[]
  /** YYYY-MM-DD, both included. */
  added_from: string | null
  added_until: string | null
  external_userids: string[]
  /** Of customer groups: these; with any, all, none of these labels; with this in the name. */
  group_ids: Id[]
  label_ids: Id[]
  labels_all: Id[]
  labels_none: Id[]
  group_name: string
  /** None: groups of customers. */
  group_kinds: GroupKind[]
}

/** To customers, or to customer groups, where a group is the recipient and its owner confirms. */
export type ChatType = 'single' | 'group'

export type Purpose = 'marketing' | 'service'
export type BroadcastState =
  'review' | 'scheduled' | 'preparing' | 'open' | 'finished' | 'cancelled' | 'rejected'
export type RecipientState = 'unsent' | 'sent' | 'not_friend' | 'refused' | 'deselected'

/** Customers who do not get it by one rule, such as `opted_out` or `marketing_week`. */
export interface RuleCount {
  rule: string
  count: number
}
export interface Refusal {
  rule: string
  counted: number | null
  allowed: number | null
}

export interface Estimate {
  customers: number
  reachable: number
  refusals: RuleCount[]
}
export type AudienceEstimate = Estimate & { members: number }

/** Customers whom it reached, of a group those who were in it when it came; of them who has read it, and
 * who wrote within 72 hours. */
export interface Answers {
  reached: number
  read: number
  replied: number
}

export interface BroadcastSums extends Answers {
  unsent: number
  sent: number
  not_friend: number
  refused: number
  deselected: number
}

export interface Broadcast {
  id: Id
  msgid: string
  state: BroadcastState
  origin: 'console' | 'api' | 'desk'
  purpose: Purpose
  chat_type: ChatType
  text: string
  attachments: Attachment[]
  audience: Audience
  allow_select: boolean
  send_at: Time | null
  created_at: Time
  created_by: string
  decided_by: string | null
  /** Why it was rejected. */
  reason: string | null
  /** The caller may approve or reject it now. */
  decidable: boolean
  /** Progress of preparing; `customers` and `members` are the totals once prepared. */
  prepared: number
  customers: number
  members: number
  sums: BroadcastSums
  refusals: RuleCount[]
  quiet_until: Time | null
  reminders_left: number
}

export interface DepartmentProgress {
  department_id: number
  name: string
  members: number
  confirmed: number
  customers: number
  sent: number
  /** Not reached, or left out. */
  missed: number
}

export type TaskState = 'pending' | 'sending' | 'done' | 'cancelled'

export interface MemberProgress {
  member_id: Id
  userid: string
  name: string
  state: TaskState
  customers: number
  sent: number
  refused: number
  confirmed_at: Time | null
}

export interface Recipient extends Answers {
  contact_id: Id
  external_userid: string
  name: string
  member_name: string
  state: RecipientState
  refusal: Refusal | null
  sent_at: Time | null
  group_id: Id | null
}

/** A broadcast as the member who confirms it has it. */
export interface DeskTask {
  broadcast_id: Id
  text: string
  attachments: Attachment[]
  state: TaskState
  origin: Broadcast['origin']
  /** To groups, `customers` are groups and `contact_id` below stands for a group. */
  chat_type: ChatType
  allow_select: boolean
  created_by: string
  at: Time
  customers: number
  sent: number
  refused: number
  quiet_until: Time | null
  /** When it is asked for alone; null also where it went to very many. */
  answers: Answers | null
}

export interface TaskCustomer extends Answers {
  contact_id: Id
  name: string
  avatar_url: string | null
  remark: string
  deselected: boolean
  state: RecipientState
  refusal: Refusal | null
  sent_at: Time | null
}
