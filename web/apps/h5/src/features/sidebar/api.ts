import {
  createClient,
  type ContentShared,
  type CurrentCustomer,
  type FollowUp,
  type FollowUps,
  type Happening,
  type Page,
  type PageSigned,
  type Portrait,
  type Purchases,
  type QuickReply,
  type SidebarContent,
  type SidebarDoor,
  type SidebarGroup,
  type SidebarReplies,
  type SidebarSession,
  type SidebarTags,
} from '@reunion/client'
import { locale } from '@reunion/ui'

let token: string | null = null

/** Who has the sidebar open is kept in this page alone: what one member opened is never another's. */
export const api = createClient({
  surface: 'sidebar',
  language: () => locale.value,
  token: () => token,
})

export const door = (corp: string) => api.get<SidebarDoor>('/api/sidebar/door', { query: { corp } })
export async function begin(corp: string, code: string): Promise<void> {
  const begun = await api.post<SidebarSession>('/api/sidebar/session', { corp, code })
  token = begun.token
}
export const sign = (kind: 'corp' | 'agent', url: string, anew: boolean) =>
  api.get<PageSigned>('/api/sidebar/signature', { query: { kind, url, anew: anew || undefined } })
export const current = (external: string) =>
  api.get<CurrentCustomer>(`/api/sidebar/current/${encodeURIComponent(external)}`)

export const group = (chatId: string) =>
  api.get<SidebarGroup>(`/api/sidebar/groups/${encodeURIComponent(chatId)}`)

const path = (no: number) => `/api/sidebar/customers/${no}`
export const portrait = (no: number, signal?: AbortSignal) =>
  api.get<Portrait>(path(no), { signal })
export const allTags = (signal?: AbortSignal) =>
  api.get<SidebarTags>('/api/sidebar/tags', { signal }).then((found) => found.items)
export const changeTags = (no: number, add: number[], remove: number[]) =>
  api.put<SidebarTags>(`${path(no)}/tags`, { add, remove }).then((found) => found.items)
export const timeline = (
  no: number,
  name: readonly string[],
  cursor: string | null,
  signal?: AbortSignal,
) => api.get<Page<Happening>>(`${path(no)}/timeline`, { query: { name, cursor }, signal })
export const purchases = (no: number, cursor: string | null, signal?: AbortSignal) =>
  api.get<Purchases>(`${path(no)}/purchases`, { query: { cursor }, signal })
export const followUps = (no: number, signal?: AbortSignal) =>
  api.get<FollowUps>(`${path(no)}/follow-ups`, { signal })
export const dueFollowUps = (signal?: AbortSignal) =>
  api.get<FollowUps>('/api/sidebar/follow-ups', { signal })
export const addFollowUp = (no: number, text: string, due_at: string | null) =>
  api.post<FollowUp>(`${path(no)}/follow-ups`, { text, due_at })
export const changeFollowUp = (id: number, change: { done: boolean }) =>
  api.patch<FollowUp>(`/api/sidebar/follow-ups/${id}`, change)
export const deleteFollowUp = (id: number) => api.delete(`/api/sidebar/follow-ups/${id}`)

export const content = (q: string, signal?: AbortSignal) =>
  api
    .get<SidebarContent>('/api/sidebar/content', { query: { q }, signal })
    .then((found) => found.items)
/** For one customer, or (null) for whoever opens it. */
export const share = (no: number | null, content_id: number) =>
  api.post<ContentShared>(no === null ? '/api/sidebar/shares' : `${path(no)}/shares`, {
    content_id,
  })
export const quickReplies = (q: string, signal?: AbortSignal) =>
  api
    .get<SidebarReplies>('/api/sidebar/quick-replies', { query: { q }, signal })
    .then((found) => found.items)
export type OwnReply = Pick<QuickReply, 'category' | 'title' | 'text' | 'content_id'>
export const keepReply = (id: number | null, reply: OwnReply) =>
  id === null
    ? api.post('/api/sidebar/quick-replies', reply)
    : api.put(`/api/sidebar/quick-replies/${id}`, reply)
export const deleteReply = (id: number) => api.delete(`/api/sidebar/quick-replies/${id}`)
export const usedReply = (id: number) => api.post(`/api/sidebar/quick-replies/${id}/uses`)
