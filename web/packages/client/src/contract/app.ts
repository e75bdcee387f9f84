import type { CorpCard, Id, Time } from './shared'

export interface WayCard {
  slug: string
  /** The member that this visitor will get; stays the same for the visitor. */
  member: {
    name: string
    avatar_url: string | null
    title: string
    department: string
    gender: number
  }
  corp: CorpCard
  expired: boolean
  reason: string | null
  /** The member must accept: an application text is asked for first. */
  confirm: boolean
  already: { conversation_id: Id | null } | null
}

export interface AppContact {
  member_id: Id
  name: string
  remark: string
  avatar_url: string | null
  title: string
  department: string
  corp: CorpCard
  state: 'active' | 'requested' | 'deleted' | 'deleted_by_other'
  blocked: boolean
  added_at: Time | null
  conversation_id: Id | null
  online: boolean
  pinyin: string
}

export interface Added {
  state: 'active' | 'requested'
  contact: AppContact
  conversation_id: Id | null
}

export interface AppProfile {
  name: string
  phone: string
  gender: number
  avatar_url: string | null
  notify_messages: boolean
  notify_sound: boolean
  notify_preview: boolean
}
