import type {
  Customer,
  Department,
  Employment,
  Follow,
  Id,
  Role,
  TagGroup,
  Time,
  Welcome,
} from './shared'

export interface TrendDay {
  /** YYYY-MM-DD in the corp's time zone. */
  day: string
  added: number
  lost: number
  talked: number
  messages: number
}
export interface Home {
  today: {
    added: number
    lost: number
    talked: number
    waiting: number
    customers: number
    members: number
  }
  trend: TrendDay[]
  todos: { kind: string; count: number; text: string; link: string }[]
}

export type MemberStatus = 'active' | 'disabled' | 'resigned' | 'pending'

export interface Member {
  member_id: Id
  userid: string
  name: string
  alias: string
  mobile: string | null
  email: string | null
  position: string
  external_position: string
  gender: number
  departments: number[]
  main_department: number
  leader_of: number[]
  direct_leaders: string[]
  status: MemberStatus
  role: Role
  role_departments: number[]
  can_contact: boolean
  customers: number
  customer_cap: number
  avatar_url: string | null
  created_at: Time
  resigned_at: Time | null
}

export interface ImportError {
  row: number
  column: string
  value: string
  message: string
}
export interface ImportReport {
  rows: number
  created: number
  updated: number
  unchanged: number
  departments_created: number
  errors: ImportError[]
  applied: boolean
}

export interface MemberTag {
  id: number
  name: string
  members: number
}

export interface TagHolders {
  id: number
  name: string
  members: { member_id: Id; userid: string; name: string }[]
  departments: Department[]
}

export type ConsoleCustomer = Customer & { follow: Follow }

export interface CustomerDetails {
  contact: {
    external_userid: string
    name: string
    gender: number
    avatar_url: string | null
    created_at: Time
    phone_masked: string
    employment: Employment | null
  }
  follows: Follow[]
}

/** Filters and columns of a list under a name; `columns` null: those that the list shows by itself. */
export interface ListView {
  id: Id
  name: string
  filters: Record<string, string>
  columns: string[] | null
  shared: boolean
  owner: string
  mine: boolean
  may_change: boolean
}

export interface ListSettings {
  columns: string[] | null
  views: ListView[]
  limit: number
}

export interface Source {
  state: string
  name: string
  count: number
}

export interface TagList {
  items: TagGroup[]
  used: number
  limit: number
}

export interface WayStatistics {
  days: { day: string; opened: number; added: number; lost: number }[]
  members: { userid: string; name: string; added: number }[]
}

export interface Welcomes {
  corp: Welcome | null
  members: { userid: string; name: string; welcome: Welcome }[]
}

export interface AppView {
  id: Id
  kind: 'contacts' | 'customer_contact' | 'archive' | 'self_built'
  agentid: number | null
  name: string
  description: string
  enabled: boolean
  may_contact: boolean
  visible_departments: number[]
  visible_members: Id[]
  visible_people: { id: Id; userid: string; name: string }[]
  visible_tags: number[]
  callback: { url: string; token: string; has_key: boolean } | null
  created_at: Time
}

export type DeliveryState = 'pending' | 'delivered' | 'failed'

export interface Delivery {
  id: Id
  app_id: Id
  app_name: string
  event: string
  change_type: string
  state: DeliveryState
  attempts: number
  created_at: Time
  done_at: Time | null
  next_at: Time | null
  body?: string
  log?: { at: Time; status: number | null; ms: number; error: string; response: string }[]
}

export interface AuditEntry {
  id: Id
  at: Time
  name: string
  title: string
  subject: string
  actor: { kind: string; id: Id; name: string }
  data: Record<string, unknown>
}

export interface OneTimeCode {
  id: Id
  phone: string
  /** Null once expired or used. */
  code: string | null
  created_at: Time
  expires_at: Time
  used_at: Time | null
}

export interface CorpSettings {
  name: string
  full_name: string
  logo_url: string | null
  time_zone: string
  /** Those that it may choose. */
  time_zones: string[]
  customer_cap: number
  /** Relationships that the whole corp may have. */
  relation_cap: number
}
