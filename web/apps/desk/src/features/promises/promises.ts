import type { CustomerPromise, Id, Message, Page, PromiseOrigin } from '@reunion/client'
import { shallowRef } from 'vue'
import { api } from '../../api'

const PATH = '/api/desk/promises'

export interface Noting {
  contactId: Id
  name: string
  text: string
  origin: PromiseOrigin | null
}

/** What the dialog is asked to note; null: it is closed. */
export const noting = shallowRef<Noting | null>(null)

/** From a message of a chat with a customer. */
export function noteMessage(message: Message, contactId: Id, name: string): void {
  const text = message.kind === 'text' ? message.content.text.slice(0, 200) : ''
  const { conversation_id, seq } = message
  noting.value = { contactId, name, text, origin: { conversation_id, seq } }
}

export const loadPromises = (
  show: 'open' | 'done',
  contactId: Id | undefined,
  cursor: string | null,
  signal?: AbortSignal,
) =>
  api.get<Page<CustomerPromise>>(PATH, {
    query: { show, contact_id: contactId, cursor },
    signal,
  })

export const notePromise = (one: Noting, due_at: string) =>
  api.post<CustomerPromise>(PATH, {
    contact_id: one.contactId,
    text: one.text,
    due_at,
    origin: one.origin,
  })
export const keep = (id: Id) => api.post<CustomerPromise>(`${PATH}/${id}/done`)
export const reopen = (id: Id) => api.delete(`${PATH}/${id}/done`)
export const drop = (id: Id) => api.delete(`${PATH}/${id}`)

/** YYYY-MM-DD so many days from now, as the reader's calendar has it. */
export function dayFromNow(days: number): string {
  const at = new Date()
  at.setDate(at.getDate() + days)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** Six in the evening of a day. */
export const eveningOf = (day: string) => new Date(`${day}T18:00`).toISOString()

/** overdue, today or later, by the reader's calendar. */
export function urgencyOf(one: CustomerPromise): 'late' | 'today' | 'later' {
  const due = new Date(one.due_at)
  const today = new Date()
  if (due.toDateString() === today.toDateString()) return 'today'
  return due < today ? 'late' : 'later'
}
