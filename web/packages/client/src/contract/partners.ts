import type { PartnerKind } from './groups'
import type { CorpCard, Id, Time } from './shared'

/** 上下游企业: a company that supplies this one or sells for it. */
export interface PartnerCard {
  id: Id
  kind: PartnerKind
  /** What stands after @. */
  name: string
  full_name: string
}

export interface Partner extends PartnerCard {
  custom_id: string
  note: string
  /** 对接人. */
  keepers: { member_id: Id; userid: string; name: string; resigned: boolean }[]
  people: number
  groups: number
  created_at: Time
  created_by: string
}

export interface PartnerPerson {
  contact_id: Id
  external_userid: string
  name: string
  avatar_url: string | null
  position: string
  partner: PartnerCard
  since: Time
  /** Who said so; she herself, by the invitation. */
  added_by: string
  followed_by: string[]
}

export interface PartnerInvitation {
  url: string
  qr_svg_url: string
  qr_png_url: string
}

export interface InvitationCard {
  slug: string
  partner: PartnerCard
  corp: CorpCard
  name: string
  position: string
  already: { conversation_id: Id | null } | null
  reason: string | null
}
export interface PartnerJoined {
  conversation_id: Id | null
  already: boolean
}
