import type { CorpCard, Id, Time } from './shared'

export type TouchChannel = 'broadcast' | 'moment' | 'group' | 'automated'
export type TouchPurpose = 'marketing' | 'service'
export type TouchPeriod = 'day' | 'week' | 'month'
export type TouchCounter = 'broadcast' | 'moment' | 'marketing' | 'service' | 'every'

/** At most so many within a day, a week from Monday, a month; null: no limit. */
export type Caps = Record<TouchPeriod, number | null>

export interface QuietHours {
  since: string
  until: string
}

export interface Policy {
  broadcast: TouchPeriod
  moments_a_day: number
  marketing: Caps
  service: Caps
  every: Caps
  quiet_hours: QuietHours | null
  quiet_for: TouchPurpose[]
}

export interface TouchPolicy {
  policy: Policy
  time_zone: string
  /** WeCom's limit of this month, which holds whatever the policy says. */
  broadcast_month: number
}

export interface PeriodCount {
  sent: number
  held: number
  /** Null: no limit. */
  allowed: number | null
}

export type ClassCounts = { counter: TouchCounter } & Record<TouchPeriod, PeriodCount>

/** What a customer had in the present periods, what is held for her, and what she refuses. */
export interface Standing {
  counts: ClassCounts[]
  refuses: TouchPurpose[]
  held: {
    source: string
    source_id: Id
    day: string
    channel: TouchChannel
    purpose: TouchPurpose
    title: string
  }[]
}

export interface TouchLine {
  at: Time
  source: string
  source_id: Id
  /** What the send is called; may be empty. */
  title: string
  channel: TouchChannel
  purpose: TouchPurpose
  by: { member_id: Id; userid: string; name: string } | null
  sent: boolean
  rule: string | null
  /** The rule in the reader's language, with its numbers. */
  reason: string
  counted: number | null
  allowed: number | null
  /** In the ledger of a member. */
  customer: { external_userid: string; name: string } | null
}

/** What came, and what each rule refused, in a member's name. */
export interface TouchSums {
  days: number
  sent: number
  refused: { rule: string; count: number }[]
}

export interface Foreseen {
  asked: number
  total: number
  permitted: number
  refused: { rule: string; reason: string; customers: number }[]
  quiet_until: Time | null
  standing: Standing | null
}

/** What a customer receives from a company, and what she got within the last `days`. */
export interface Preferences {
  corp: CorpCard
  marketing: boolean
  service: boolean
  days: number
  total: number
  got: { channel: TouchChannel; purpose: TouchPurpose; count: number }[]
}
