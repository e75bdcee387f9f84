import type { Id } from '@reunion/client'

/** A colleague or a customer of one's own, as pickers have them. */
export interface Choosable {
  id: Id
  kind: 'member' | 'contact'
  name: string
  avatar_url: string | null
  /** Behind the @ of somebody from outside. */
  from: string | null
  detail: string
}

export const idsOf = (people: readonly Choosable[], kind: Choosable['kind']): Id[] =>
  people.filter((one) => one.kind === kind).map((one) => one.id)
