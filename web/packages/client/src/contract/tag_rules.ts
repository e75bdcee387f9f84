import type { Condition, Words } from './segments'
import type { Id, Time } from './shared'

export type TagRuleKind =
  'source' | 'form' | 'behaviour' | 'purchase' | 'silence' | 'segment' | 'own'

export interface RuleTag {
  tag_no: number
  group_name: string
  name: string
  /** Written to WeCom too. */
  wecom: boolean
  gone: boolean
}
export interface RulePerson {
  profile_no: number
  name: string
  avatar: string
}

export interface TagRule {
  id: Id
  name: string
  kind: TagRuleKind
  definition: Condition
  words: Words
  tags: RuleTag[]
  /** Where the condition no longer holds, the tags that it gave go. */
  takes_back: boolean
  enabled: boolean
  /** People for whom it holds. */
  holds: number
  given: number
  taken: number
  acted_at: Time | null
  /** Everybody is being looked at. */
  sweep: { total: number; done: number } | null
  created_by: string
  created_at: Time
  changed_at: Time
}
export interface TagRuleAct {
  id: Id
  at: Time
  cause: 'change' | 'sweep'
  began: number
  ceased: number
  given: number
  taken: number
  /** The first few. */
  people: RulePerson[]
}
export interface TagRuleHeld {
  person: RulePerson
  /** Those that the rule gave her. */
  tag_nos: number[]
  since: Time
}

export type TagBatchState = 'running' | 'stopped' | 'done' | 'undoing' | 'undone'

export interface TagBatch {
  id: Id
  name: string
  source: string
  add: RuleTag[]
  remove: RuleTag[]
  state: TagBatchState
  total: number
  done: number
  changed: number
  restored: number
  /** Left since somebody had changed them. */
  kept: number
  /** Follows in WeCom where they wait to be written. */
  writing: number
  refused: number
  created_by: string
  created_at: Time
  finished_at: Time | null
  undone_by: string
  undone_at: Time | null
}
