import type { ContactWay, Customer, Id, Time, Welcome } from './shared'
import type { Conversation } from './chat'

export interface CustomerCard extends Customer {
  others: { member_id: Id; name: string; department: string; added_at: Time | null }[]
  purchases: { count: number; total_fen: number; last_at: Time | null } | null
}

export interface Colleague {
  member_id: Id
  userid: string
  name: string
  alias: string
  title: string
  departments: string[]
  mobile: string | null
  email: string | null
  avatar_url: string | null
  online: boolean
}

export interface RoomMember {
  principal_id: Id
  userid: string
  name: string
  title: string
  avatar_url: string | null
  /** Null for somebody who has left. */
  joined_at: Time | null
}
export interface RoomMembers {
  owner_id: Id | null
  items: RoomMember[]
  former: RoomMember[]
}

export interface DeskMe {
  member: Colleague
  way: ContactWay
  customers: { count: number; cap: number }
  welcome: Welcome | null
}

export interface Jump {
  customers: Customer[]
  colleagues: Colleague[]
  conversations: Conversation[]
}
