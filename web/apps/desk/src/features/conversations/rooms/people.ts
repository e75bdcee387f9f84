import type { Colleague, Customer, Id, PartnerPerson } from '@reunion/client'

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

export const colleague = (one: Colleague): Choosable => ({
  id: one.member_id,
  kind: 'member',
  name: one.name,
  avatar_url: one.avatar_url,
  from: null,
  detail: [one.departments[0], one.title].join(' ').trim(),
})
export const customer = (one: Customer): Choosable => ({
  id: one.contact_id,
  kind: 'contact',
  name: one.follow.remark || one.name,
  avatar_url: one.avatar_url,
  from: one.corp_name,
  detail: one.follow.tags.map((tag) => tag.name).join('、'),
})
export const ofPartner = (one: PartnerPerson): Choosable => ({
  id: one.contact_id,
  kind: 'contact',
  name: one.name,
  avatar_url: one.avatar_url,
  from: one.partner.name,
  detail: one.position,
})
