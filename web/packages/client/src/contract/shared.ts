/** A member's, customer's or conversation's number; fits a double. */
export type Id = number
/** RFC 3339, UTC. */
export type Time = string

export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
  total?: number
}

export interface CorpCard {
  wire_id: string
  name: string
  full_name: string
  logo_url: string | null
  verified: boolean
}

export type Role = 'super_admin' | 'admin' | 'scoped' | 'member'
export type SessionRole = Role | 'officer' | 'customer' | 'follower' | 'public'

export interface Session {
  csrf_token: string
  principal_id: Id
  name: string
  avatar_url: string | null
  corp?: CorpCard
  userid?: string
  role?: SessionRole
  phone?: string
  duties?: 'compliance'[]
}

export interface DeviceSession {
  id: Id
  user_agent: string
  ip: string
  created_at: Time
  seen_at: Time
  current: boolean
}

export type MediaKind = 'image' | 'voice' | 'video' | 'file'

export interface Media {
  id: string
  kind: MediaKind
  url: string
  name: string
  mime: string
  size: number
  width?: number
  height?: number
  duration_ms?: number
}

export interface Attachment {
  kind: 'image' | 'link' | 'miniprogram' | 'video' | 'file'
  media?: Media
  media_id?: string
  title?: string
  desc?: string
  url?: string
  image_url?: string
  appid?: string
  page?: string
}

export interface Welcome {
  text: string
  attachments: Attachment[]
  enabled?: boolean
}

export interface Tag {
  id: string
  name: string
  order: number
  used?: number
}

export interface TagGroup {
  id: string
  name: string
  order: number
  tags: Tag[]
}

export interface Department {
  id: number
  parent_id: number
  name: string
  order: number
  member_count: number
}

export interface FollowTag {
  id: string
  name: string
  group: string
}

/** `temporary`: a chat by a temporary code, nobody was added. */
export type FollowState =
  'requested' | 'active' | 'temporary' | 'deleted_by_member' | 'deleted_by_customer'

export interface Follow {
  member_id: Id
  userid: string
  member_name: string
  state: FollowState
  blocked_by_customer: boolean
  remark: string
  description: string
  company: string
  mobiles: string[]
  tags: FollowTag[]
  add_way: number
  add_way_name: string
  source_state: string
  source_name: string
  apply_text: string
  requested_at: Time | null
  added_at: Time | null
  /** Being handed over to a colleague. */
  handing: boolean
}

/** For which partner company somebody works, and as what. */
export interface Employment {
  partner_id: Id
  kind: 'supplier' | 'distributor'
  name: string
  full_name: string
  position: string
}

export interface Customer {
  contact_id: Id
  external_userid: string
  name: string
  gender: number
  avatar_url: string | null
  corp_name: string
  follow: Follow
  conversation_id: Id | null
  online: boolean
  employment: Employment | null
}

export interface TimelineEntry {
  at: Time
  kind: string
  title: string
  detail: string
  data: unknown
  /** Secondary to `detail`: the `state` of the contact way named there. */
  note?: string
}

export interface Purchase {
  order_no: string
  bought_at: Time
  amount_fen: number
  items: { name: string; quantity: number; amount_fen: number }[]
  store: string
  /** Of `amount_fen`, what was paid back. */
  refunded_fen: number
  refunds: { refunded_at: Time; amount_fen: number }[]
}

/** One page, with the sums over all of a customer's purchases; `total_fen` is net of refunds. */
export interface Purchases extends Page<Purchase> {
  total: number
  total_fen: number
  refunded_fen: number
}

export interface ContactWay {
  id: Id
  config_id: string
  slug: string
  /** 1 single member, 2 several members. */
  type: number
  scene: number
  remark: string
  state: string
  skip_verify: boolean
  members: { userid: string; name: string }[]
  departments: number[]
  is_temp: boolean
  is_exclusive: boolean
  expires_at: Time | null
  welcome: Welcome | null
  tags: { id: string; name: string }[]
  landing_url: string
  qr_svg_url: string
  qr_png_url: string
  created_at: Time
  opened: number
  added: number
  created_by: string
}
