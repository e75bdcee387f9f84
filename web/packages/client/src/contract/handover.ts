import type { Id, Time } from './shared'
import type { Message } from './chat'

export type HandoverKind = 'onjob' | 'resigned'
export type HandoverState = 'waiting' | 'done' | 'refused' | 'full' | 'ended'
export type PlanState = 'running' | 'done' | 'stopped'

export interface HandoverSide {
  member_id: Id
  userid: string
  name: string
  department: string
  avatar_url: string | null
}

/** `reason` of one that ended: parted, unable, withdrawn. */
export interface Handover {
  id: Id
  kind: HandoverKind
  contact_id: Id
  external_userid: string
  customer_name: string
  avatar_url: string | null
  giver: HandoverSide
  taker: HandoverSide
  state: HandoverState
  reason: string
  message: string
  greeting: string
  created_by: string
  created_at: Time
  due_at: Time
  settled_at: Time | null
  plan_id: Id | null
  promises: number
}

/** `errcode` 0: begun. */
export interface HandoverOutcome {
  external_userid: string
  errcode: number
  reason: string
}

/** `why`: he left, was disabled, or may have no customers any more. */
export interface Leaver {
  member: HandoverSide
  resigned_at: Time | null
  unassigned: number
  waiting: number
  groups: number
  why: 'resigned' | 'disabled' | 'unable'
}

/** What nobody looks after; `idle`: of members who are disabled or may have no customers. */
export interface Unassigned {
  customers: number
  groups: number
  idle: number
  idle_groups: number
}

/** What one member has, or leaves behind; `todos` by kind: what waits for his hand at the desk. */
export interface LeftBehind {
  member: HandoverSide
  resigned: boolean
  customers: number
  waiting: number
  groups: number
  todos: Record<string, number>
}

/** Packs of many customers as one file; kept for a week. */
export interface PackFile {
  id: Id
  title: string
  format: 'csv' | 'html'
  state: 'waiting' | 'running' | 'done' | 'failed'
  done: number
  total: number
  media_id: string | null
  created_at: Time
}

/** A group that changed hands, or did not; `origin` desk: its owner passed it on himself. */
export interface GroupRecord {
  id: Id
  kind: HandoverKind
  group_id: Id
  chat_id: string
  group_name: string
  giver: HandoverSide
  taker: HandoverSide
  state: 'done' | 'failed'
  reason: string
  origin: 'console' | 'api' | 'desk'
  created_by: string
  at: Time
  plan_id: Id | null
}

/** `errcode` 0: it went. */
export interface GroupOutcome {
  chat_id: string
  errcode: number
  reason: string
}

export interface HandoverRule {
  among: 'store' | 'departments' | 'members'
  departments: number[]
  userids: string[]
  spread: 'load' | 'even'
}

export interface HandoverShare {
  member_id: Id
  userid: string
  name: string
  department: string
  has: number
  cap: number
  gets: number
  given: number
  has_groups: number
  gets_groups: number
  given_groups: number
}

export interface PlanPreview {
  customers: number
  unplaced: number
  groups: number
  groups_unplaced: number
  shares: HandoverShare[]
}

export interface HandoverPlan {
  id: Id
  kind: HandoverKind
  giver: HandoverSide
  state: PlanState
  rule: HandoverRule
  message: string
  customers: number
  started: number
  left_out: Record<string, number>
  groups: number
  groups_given: number
  groups_left_out: Record<string, number>
  created_by: string
  created_at: Time
  done_at: Time | null
  states: Partial<Record<HandoverState, number>>
  shares: HandoverShare[]
}

/** The message that a promise was noted from. */
export interface PromiseOrigin {
  conversation_id: Id
  seq: number
}

/** 承诺. `made_by_name` is who gave it, which is not who keeps it after a handover. */
export interface CustomerPromise {
  id: Id
  contact_id: Id
  external_userid: string
  customer_name: string
  avatar_url: string | null
  member_id: Id
  made_by: Id
  made_by_name: string
  text: string
  due_at: Time
  created_at: Time
  done_at: Time | null
  origin: PromiseOrigin | null
}

export interface PackLine {
  at: Time
  mine: boolean
  by: string
  kind: string
  text: string
  conversation_id: Id
  seq: number
}

/** 交接包. `waits`: who waits for an answer. */
export interface HandoverPack {
  contact_id: Id
  external_userid: string
  name: string
  remark: string
  description: string
  company: string
  mobiles: string[]
  tags: { id: string; name: string; group: string }[]
  member_name: string
  since: Time | null
  add_way_name: string
  source_name: string
  last_talk: PackLine[]
  waits: string | null
  waits_since: Time | null
  promises: CustomerPromise[]
}

export interface EarlierTalk {
  member_id: Id
  name: string
  conversation_id: Id | null
}
export interface EarlierMessages {
  items: Message[]
  has_more: boolean
}

export interface Todo {
  count: number
  late: number
  later: number
}
export interface Workbench {
  total: number
  sources: Partial<Record<string, Todo>>
}

/** What a customer is told: who takes over from whom, and when by itself. */
export interface ToldHandover {
  id: Id
  corp_id: Id
  from_id: Id
  from_name: string
  to_id: Id
  to_name: string
  to_title: string
  to_avatar_url: string | null
  corp_name: string
  due_at: Time
  conversation_id: Id | null
}
