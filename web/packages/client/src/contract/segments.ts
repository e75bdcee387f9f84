import type { components } from '../openapi'
import type { Id, Time } from './shared'

/** A person as lists of growth show her. */
export interface PersonCard {
  profile_no: number
  name: string
  avatar: string
}

/** A sentence in both languages. */
export interface Words {
  zh: string
  en: string
}

/** Calendar days of the company; `last_days: 1` is today. */
export type SegmentWindow =
  | { last_days: number }
  | { days_ago: [number, number] }
  | { from?: string | null; to?: string | null }

export type ConditionValue = string | number | boolean | (string | number)[] | SegmentWindow

/** What is asked of a property of an event. */
export interface EventFilter {
  property: string
  is: string
  value?: string | number | (string | number)[] | SegmentWindow
}
export interface EventStep {
  event: string
  where?: EventFilter[]
}

export interface Together {
  kind: 'all' | 'any'
  of: Condition[]
}
export interface Negation {
  kind: 'not'
  of: Condition
}
export interface AttributeCondition {
  kind: 'attribute'
  field: string
  is: string
  value?: ConditionValue
}
export interface TagsCondition {
  kind: 'tags'
  any_of?: number[]
  all_of?: number[]
  none_of?: number[]
}
export interface FollowCondition {
  kind: 'follow'
  userids?: string[]
  channels?: string[]
  add_ways?: number[]
  added?: SegmentWindow | null
  status?: 'current' | 'lost' | 'dropped' | 'ended' | 'ever'
}
export interface SourceCondition {
  kind: 'source'
  userids?: string[]
  channels?: string[]
  add_ways?: number[]
}
export interface NearCondition {
  kind: 'near'
  latitude: number
  longitude: number
  within_m: number
  place?: string
}
export interface DidCondition {
  kind: 'did'
  event: string
  where?: EventFilter[]
  window?: SegmentWindow | null
  sum?: string | null
  at_least?: number | null
  at_most?: number | null
}
export interface EventCondition {
  kind: 'never' | 'last' | 'first'
  event: string
  where?: EventFilter[]
  window?: SegmentWindow | null
}
export interface SequenceCondition {
  kind: 'sequence'
  first: EventStep
  then: EventStep
  within_days: number
  window?: SegmentWindow | null
}
export interface RfmCondition {
  kind: 'rfm'
  recency?: number[]
  frequency?: number[]
  monetary?: number[]
}
export interface PredictionCondition {
  kind: 'prediction'
  of: 'alive' | 'expected_30' | 'expected_90' | 'expected_365' | 'value_fen'
  at_least?: number | null
  at_most?: number | null
}
export interface SegmentCondition {
  kind: 'segment'
  segment_id: Id
}
export interface SnapshotCondition {
  kind: 'snapshot'
  snapshot_id: Id
}
export type Condition =
  | Together
  | Negation
  | AttributeCondition
  | TagsCondition
  | FollowCondition
  | SourceCondition
  | NearCondition
  | DidCondition
  | EventCondition
  | SequenceCondition
  | RfmCondition
  | PredictionCondition
  | SegmentCondition
  | SnapshotCondition
export type ConditionKind = Condition['kind']

export interface VocabularyField {
  key: string
  name: string
  type: 'text' | 'number' | 'boolean' | 'date' | 'time' | 'choice' | 'choices'
  choices: string[]
}
export interface VocabularyEvent {
  name: string
  words: Words
  properties: { name: string; type: string }[]
}
export interface Vocabulary {
  fields: VocabularyField[]
  events: VocabularyEvent[]
  /** Points that some definition names already. */
  places: { name: string; latitude: number; longitude: number }[]
  limits: { depth: number; conditions: number; values: number }
}

export interface SegmentCount {
  count: number
  total: number
  took_ms: number
  sample: PersonCard[]
  words: Words
}
export interface ReadDefinition {
  definition: Condition
  words: Words
}
export interface Overlap {
  sets: { name: string; count: number }[]
  /** Who is in exactly these of the sets, by their places. */
  regions: { in: number[]; count: number }[]
  union: number
}
export interface WhyNode {
  kind: ConditionKind
  holds: boolean
  words: Words
  /** What is known of her; null: nothing. */
  actual: unknown
  wanted: unknown
  of: WhyNode[]
  /** What the properties that are asked about were when it last happened. */
  newest?: components['schemas']['Newest'] | null
}
export interface Why {
  profile_no: number
  holds: boolean
  tree: WhyNode
}

export type SegmentSizes = components['schemas']['SegmentSizes']
export interface Segment {
  id: Id
  name: string
  description: string
  definition: Condition
  words: Words
  version: number
  /** Who enters and leaves is noticed at once. */
  watched: boolean
  count: number | null
  counted_at: Time | null
  made_at: Time
  made_by: string
  changed_at: Time
  /** A department's administrator's, else the company's. */
  own: boolean
  /** What keeps it and alone changes it, as `tag_rule:12`; empty: people do. */
  owner: string
  editable: boolean
}
export interface SegmentVersion {
  version: number
  definition: Condition
  words: Words
  made_at: Time
  made_by: string
}
export interface SegmentDifference {
  before: number
  after: number
  count_before: number
  count_after: number
  entered: { count: number; sample: PersonCard[] }
  left: { count: number; sample: PersonCard[] }
}
export interface SegmentDay {
  day: string
  entered: number
  left: number
  count: number
}
export interface SegmentSnapshot {
  id: Id
  segment_id: Id
  name: string
  version: number
  count: number
  made_at: Time
  made_by: string
}
export interface SegmentReach {
  count: number
  reachable: number
  without_wecom: number
  members: { userid: string; name: string; customers: number }[]
}
export interface SegmentBroadcast {
  id: Id
  segment_id: Id
  segment: string
  text: string
  state: 'sorting' | 'asking' | 'done' | 'stopped'
  total: number
  sorted: number
  reachable: number
  tasks: number
  made: number
  refused: number
  /** Customers whom members were asked to send to. */
  handed: number
  failed: number
  error: string
  next_at: Time
  made_by: string
  made_at: Time
  finished_at: Time | null
}
export interface SegmentBroadcastTask {
  userid: string
  name: string
  part: number
  customers: number
  /** asked: whether WeCom carried it out is not known yet. */
  state: 'waiting' | 'asked' | 'made' | 'refused'
  msgid: string
  failed: number
  error: string
}

export interface GrowthTag {
  tag_no: number
  group_name: string
  name: string
  /** Null: a tag of our own. */
  wecom_id: string | null
}
/** By what customers came, or can come. */
export type OfferedChannel = components['schemas']['OfferedChannel']
export type OfferedChannels = components['schemas']['OfferedChannels']
/** A form with the questions that segments can ask about. */
export type AskedForm = components['schemas']['AskedForm']
export type AskedForms = components['schemas']['AskedForms']
export type AskedQuestion = components['schemas']['AskedQuestion']
