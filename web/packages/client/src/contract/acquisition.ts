import type { CorpCard, Id, Time } from './shared'

interface Named {
  userid: string
  name: string
}

/** 获客链接; `app`: who made it, null for the console; sums since it was made. */
export interface AcquisitionLink {
  id: Id
  link_id: string
  name: string
  url: string
  qr_svg_url: string
  members: Named[]
  departments: number[]
  skip_verify: boolean
  /** 0 none · 1 whom of the company she has · 2 whom of `priority_members` she has */
  priority_type: number
  priority_members: Named[]
  available: boolean
  app: string | null
  created_by: string
  created_at: Time
  opened: number
  added: number
  chatted: number
}
export interface LinkDay {
  day: string
  opened: number
  added: number
  chatted: number
}
export interface Brought {
  external_userid: string
  name: string
  userid: string
  member_name: string
  state: string
  chat_status: number
  added_at: Time
}
export interface Grant {
  id: Id
  amount: number
  balance: number
  expires_at: Time
  created_by: string
  created_at: Time
}
/** 使用量: taken since the beginning, left, and talked when none was left. */
export interface AcquisitionQuota {
  used: number
  balance: number
  beyond: number
  grants: Grant[]
  days: { day: string; used: number; beyond: number }[]
}

/** 商品; `price` in fen. */
export interface Product {
  id: Id
  product_id: string
  description: string
  price: number
  product_sn: string
  pictures: { id: string; url: string }[]
  url: string
  opened: number
  app: string | null
  created_by: string
  created_at: Time
}
export interface ProductPage {
  description: string
  price: number
  product_sn: string
  pictures: string[]
  corp: CorpCard
}

export type RuleGroupKind = 'customer' | 'moment'
/** 规则组; a range entry's `id` is a userid or a department's number. */
export interface RuleGroup {
  id: Id
  kind: RuleGroupKind
  parent_id: Id | null
  name: string
  admins: Named[]
  range: { type: 1 | 2; id: string; name: string }[]
  privileges: Record<string, boolean>
  app: string | null
  created_by: string
  created_at: Time
}
export interface Privilege {
  name: string
  title_zh: string
  title_en: string
  basic: boolean
}
export interface RuleGroups {
  items: RuleGroup[]
  privileges: Record<string, Privilege[]>
}
