import type { Attachment, CorpCard, Id, Time } from './shared'

export type PartnerKind = 'supplier' | 'distributor'
/** For whom a group is: customers, or people of partner companies. */
export type GroupKind = 'customer' | PartnerKind
export type GroupRole = 'owner' | 'admin' | 'member'

export interface GroupLabel {
  id: Id
  name: string
  groups: number
}

/** Its id is that of its conversation. */
export interface Group {
  id: Id
  kind: GroupKind
  chat_id: string
  name: string
  owner_id: Id
  owner_name: string
  owner_userid: string
  owner_resigned: boolean
  size: number
  size_limit: number
  customers: number
  notice: string
  notice_by: string
  notice_at: Time | null
  created_at: Time
  created_by: string
  dismissed_at: Time | null
  invite_by: 'all' | 'leaders'
  last_at: Time
  my_role: GroupRole | null
  labels: GroupLabel[]
}

export interface GroupMember {
  principal_id: Id
  kind: 'member' | 'contact'
  name: string
  nickname: string
  avatar_url: string | null
  userid: string | null
  external_userid: string | null
  title: string
  /** The partner company that she works for; null for colleagues and customers. */
  corp_name: string | null
  role: GroupRole
  joined_at: Time
  /** 1 invited, 2 by a link, 3 by a code. */
  join_scene: number
  inviter_name: string
  /** At the desk: a colleague, or a customer of my own. */
  mine: boolean
  left_at: Time | null
  /** 0 left, 1 removed. */
  quit_scene: number | null
  removed_by: string
  reason: string
}
export interface GroupMembers {
  /** The owner, admins, then in the order of joining. */
  items: GroupMember[]
  /** The latest 200 who left. */
  former: GroupMember[]
}

export interface NoticeSaved {
  group: Group
  /** Everybody got it as a message; if it was asked for and they did not, `refusal` says why. */
  told: boolean
  refusal: { rule: string; counted: number | null; allowed: number | null } | null
}

export interface GroupWelcome {
  source: 'own' | 'template' | 'none'
  template_id: string | null
  text: string
  attachment: Attachment | null
  enabled: boolean
}

export interface WelcomeTemplate {
  template_id: string
  text: string
  attachment: Attachment | null
  made_by: string
  /** May be changed here; what an app made only by that app. */
  mine: boolean
  created_at: Time
  used: number
}

export interface JoinWay {
  id: Id
  config_id: string
  slug: string
  remark: string
  state: string
  auto_create: boolean
  base_name: string
  next_number: number
  groups: {
    id: Id
    chat_id: string
    name: string
    size: number
    size_limit: number
    dismissed: boolean
  }[]
  url: string
  qr_svg_url: string
  qr_png_url: string
  opened: number
  joined: number
  created_by: string
  created_at: Time
}

export interface JoinCard {
  slug: string
  kind: GroupKind
  group_name: string
  size: number
  corp: CorpCard
  reason: string | null
  already: { conversation_id: Id } | null
}
export interface Joined {
  conversation_id: Id
  group_name: string
  already: boolean
}

/** `groups` and `members` as they stood at the end of the day. */
export interface GroupDay {
  day: string
  new_groups: number
  groups: number
  active_groups: number
  joined: number
  left: number
  members: number
  active_members: number
  messages: number
}
/** The same for one owner and the whole span. */
export interface OwnerSums extends Omit<GroupDay, 'day'> {
  owner_id: Id
  userid: string
  name: string
}
export interface GroupStatistics {
  days: GroupDay[]
  owners: OwnerSums[]
}
