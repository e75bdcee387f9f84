import type { Time } from './shared'

/** What a sender shows; whoever has it can send, and read nothing. */
export interface WriteKey {
  write_key: string
  created_at: Time
  created_by: string
  revoked_at: Time | null
}
export const USER_KINDS = [
  'member_no',
  'external_userid',
  'unionid',
  'openid',
  'phone',
  'email',
] as const
/** Who sends events; `user_kind` is what the userId of its messages is. */
export interface TrackingSource {
  source_no: number
  name: string
  user_kind: (typeof USER_KINDS)[number]
  created_by: string
  created_at: Time
  keys: WriteKey[]
}
/** What was not taken on a day for one reason, with the last message of it. */
export interface TrackingRefusal {
  source_no: number
  day: string
  reason: string
  count: number
  sample: string
  last_at: Time
}
export interface TrackingSources {
  items: TrackingSource[]
  refusals: TrackingRefusal[]
  /** Taken as of their arrival, since they said that they happen later. */
  ahead: TrackingRefusal[]
  unreadable: number
  waiting: number
}

/** The events of one name; `late` of them arrived more than a day after they happened, `days` has a count
 *  for each day up to today. */
export interface TrackedName {
  name: string
  count: number
  late: number
  first_at: Time
  last_at: Time
  sources: string[]
  days: number[]
}
export interface EventCatalogue {
  since: string
  items: TrackedName[]
}
/** `conflict`: its types are of more than one kind. */
export interface EventProperty {
  path: string
  types: PropertyType[]
  count: number
  conflict: boolean
}
export interface PropertyType {
  type: string
  count: number
}
export interface EventProperties {
  looked_at: number
  items: EventProperty[]
}

export interface TrackedEvent {
  id: string
  name: string
  at: Time
  received_at: Time
  profile_no: number
  source: string
  userid: string
  subject: string
  amount_fen: number
  identity: string
  properties: Record<string, unknown>
  batch: number
}
/** The newest first; `cursor` is asked `after` next. */
export interface LiveEvents {
  items: TrackedEvent[]
  cursor: number
}
