import type { Added, AppContact, Id } from '@reunion/client'
import { computed, shallowRef } from 'vue'
import { client, sync } from '../../client'

const KEY = 'reunion.h5.contacts'
const all = shallowRef<ReadonlyMap<Id, AppContact>>(stored())

function stored(): ReadonlyMap<Id, AppContact> {
  const text = localStorage.getItem(KEY)
  const items = text ? (JSON.parse(text) as AppContact[]) : []
  return new Map(items.map((contact) => [contact.member_id, contact]))
}

function keep(contacts: Iterable<AppContact>): void {
  const items = [...contacts]
  all.value = new Map(items.map((contact) => [contact.member_id, contact]))
  localStorage.setItem(KEY, JSON.stringify(items))
}

function keepOne(contact: AppContact): AppContact {
  keep(new Map(all.value).set(contact.member_id, contact).values())
  return contact
}

/** What was known last is there at once, also without a network. */
export const contacts = computed(() => all.value)
export const activeContacts = computed(() =>
  [...all.value.values()].filter((contact) => contact.state === 'active' && !contact.blocked),
)
export const waitingContacts = computed(() =>
  [...all.value.values()].filter((contact) => contact.state === 'requested'),
)
export const blockedContacts = computed(() =>
  [...all.value.values()].filter((contact) => contact.blocked),
)

export const shownName = (contact: AppContact) => contact.remark || contact.name

/** The name that this person knows someone by: the own remark before the other's name. */
export function knownName(id: Id, name: string): string {
  return all.value.get(id)?.remark || name
}

const path = (id: Id) => `/api/app/contacts/${id}`

export async function loadContacts(): Promise<void> {
  keep((await client.get<{ items: AppContact[] }>('/api/app/contacts')).items)
}

export async function loadContact(id: Id): Promise<AppContact> {
  return keepOne(await client.get<AppContact>(path(id)))
}

export async function changeContact(
  id: Id,
  change: { remark?: string; blocked?: boolean },
): Promise<void> {
  keepOne(await client.patch<AppContact>(path(id), change))
}

export async function deleteContact(id: Id): Promise<void> {
  await client.delete(path(id))
  const left = new Map(all.value)
  left.delete(id)
  keep(left.values())
  await sync.refresh()
}

export async function addAgain(id: Id): Promise<Added> {
  return noteAdded(await client.post<Added>(`${path(id)}/add`, {}))
}

export function noteAdded(added: Added): Added {
  keepOne(added.contact)
  return added
}

export function forgetContacts(): void {
  all.value = new Map()
  localStorage.removeItem(KEY)
}
