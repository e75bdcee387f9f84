import type {
  Condition,
  ConditionKind,
  EventFilter,
  SegmentWindow,
  Together,
} from '@reunion/client'

/** Kinds as they are offered, under what they ask about. */
export const KINDS: { group: string; kinds: ConditionKind[] }[] = [
  { group: 'person', kinds: ['attribute', 'tags', 'near'] },
  { group: 'relation', kinds: ['follow', 'source'] },
  { group: 'behaviour', kinds: ['did', 'never', 'last', 'first', 'sequence'] },
  { group: 'buying', kinds: ['rfm', 'prediction'] },
  { group: 'others', kinds: ['segment', 'snapshot'] },
]

/** A condition of a kind, with nothing chosen yet. */
export function blank(kind: ConditionKind): Condition {
  switch (kind) {
    case 'all':
    case 'any':
      return { kind, of: [blank('tags')] }
    case 'not':
      return { kind, of: blank('tags') }
    case 'attribute':
      return { kind, field: 'city', is: 'one_of', value: [] }
    case 'tags':
      return { kind, any_of: [] }
    case 'follow':
      return { kind, status: 'current' }
    case 'source':
      return { kind, channels: [] }
    case 'near':
      return { kind, latitude: NaN, longitude: NaN, within_m: 3000, place: '' }
    case 'did':
      return { kind, event: '', at_least: 1, window: { last_days: 90 } }
    case 'never':
    case 'last':
    case 'first':
      return { kind, event: '', window: { last_days: 90 } }
    case 'sequence':
      return { kind, first: { event: '' }, then: { event: '' }, within_days: 7 }
    case 'rfm':
      return { kind, recency: [] }
    case 'prediction':
      return { kind, of: 'alive', at_least: 0.5 }
    case 'segment':
      return { kind, segment_id: 0 }
    case 'snapshot':
      return { kind, snapshot_id: 0 }
  }
}

export const copyOf = (one: Condition): Condition => structuredClone(one)
/** What the builder begins with, and what it holds at its top: one group. */
export const fresh = (): Condition => ({ kind: 'all', of: [blank('tags')] })
export const isGroup = (one: { kind: string }): one is Together =>
  one.kind === 'all' || one.kind === 'any'
export const asGroup = (one: Condition): Together =>
  isGroup(one) ? one : { kind: 'all', of: [one] }
/** As it is sent: a group of one is that one. */
export function asSent(one: Condition): Condition {
  if (one.kind === 'not') return { kind: 'not', of: asSent(one.of) }
  if (!isGroup(one)) return one
  return one.of.length === 1 ? asSent(one.of[0]!) : { ...one, of: one.of.map(asSent) }
}

/** How many conditions of it are not filled in yet: they would be refused. */
export function unfinished(one: Condition): number {
  switch (one.kind) {
    case 'all':
    case 'any':
      return one.of.length ? one.of.reduce((sum, part) => sum + unfinished(part), 0) : 1
    case 'not':
      return unfinished(one.of)
    default:
      return isWhole(one) ? 0 : 1
  }
}

/** Whether a value that an operator asks for is there. */
export function isValueWhole(is: string, value: unknown): boolean {
  if (['true', 'false', 'known', 'unknown'].includes(is)) return true
  if (is === 'within') return isWindowWhole(value as SegmentWindow)
  if (is === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((one) => !isVoid(one))
  if (is.endsWith('_of')) return Array.isArray(value) && value.length > 0
  return !isVoid(value)
}
const isVoid = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'number' && Number.isNaN(value))

function isWindowWhole(window: SegmentWindow | null | undefined): boolean {
  if (!window) return false
  if ('last_days' in window) return !isVoid(window.last_days)
  if ('days_ago' in window) return window.days_ago.every((day) => !isVoid(day))
  return Boolean(window.from || window.to)
}
const areWhole = (where: EventFilter[] = [], window?: SegmentWindow | null) =>
  where.every((one) => one.property !== '' && isValueWhole(one.is, one.value)) &&
  (!window || isWindowWhole(window))
const some = (...lists: (unknown[] | undefined)[]) => lists.some((list) => list?.length)

function isWhole(one: Exclude<Condition, { kind: 'all' | 'any' | 'not' }>): boolean {
  switch (one.kind) {
    case 'attribute':
      return one.field !== '' && isValueWhole(one.is, one.value)
    case 'tags':
      return some(one.any_of, one.all_of, one.none_of)
    case 'follow':
      return !one.added || isWindowWhole(one.added)
    case 'source':
      return some(one.userids, one.channels, one.add_ways)
    case 'near':
      return ![one.latitude, one.longitude, one.within_m].some(isVoid)
    case 'did':
      return (
        one.event !== '' &&
        areWhole(one.where, one.window) &&
        !(isVoid(one.at_least) && isVoid(one.at_most))
      )
    case 'never':
      return one.event !== '' && areWhole(one.where, one.window)
    case 'last':
    case 'first':
      return one.event !== '' && areWhole(one.where) && isWindowWhole(one.window)
    case 'sequence':
      return (
        one.first.event !== '' &&
        one.then.event !== '' &&
        !isVoid(one.within_days) &&
        areWhole([...(one.first.where ?? []), ...(one.then.where ?? [])], one.window)
      )
    case 'rfm':
      return some(one.recency, one.frequency, one.monetary)
    case 'prediction':
      return !(isVoid(one.at_least) && isVoid(one.at_most))
    case 'segment':
      return one.segment_id > 0
    case 'snapshot':
      return one.snapshot_id > 0
  }
}

/** The same without one of its keys. */
export function without<T extends object, K extends keyof T>(one: T, key: K): Omit<T, K> {
  const rest = { ...one }
  delete rest[key]
  return rest
}
/** The same without the keys that have no value. */
export const filled = <T extends object>(one: T): T =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value != null)) as T
