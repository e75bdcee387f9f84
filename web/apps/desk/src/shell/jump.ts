import type { Jump } from '@reunion/client'
import type { RouteLocationRaw } from 'vue-router'
import { sync } from '../api'

export interface JumpTarget {
  key: string
  kind: 'customer' | 'colleague' | 'conversation'
  name: string
  from: string | null
  avatar_url: string | null
  detail: string
  route: () => Promise<RouteLocationRaw>
}

const chat = (id: number): RouteLocationRaw => ({ name: 'messages', params: { id } })

/** Where a name can lead, customers first; someone with a chat goes straight into it. */
export function jumpTargets(found: Jump | null): JumpTarget[] {
  if (!found) return []
  const customers = found.customers.map((one): JumpTarget => ({
    key: `customer-${one.contact_id}`,
    kind: 'customer',
    name: one.follow.remark || one.name,
    from: one.corp_name,
    avatar_url: one.avatar_url,
    detail: one.follow.remark ? one.name : '',
    route: async () =>
      one.conversation_id
        ? chat(one.conversation_id)
        : { name: 'customers', params: { contact: one.contact_id } },
  }))
  const colleagues = found.colleagues.map((one): JumpTarget => ({
    key: `colleague-${one.member_id}`,
    kind: 'colleague',
    name: one.name,
    from: null,
    avatar_url: one.avatar_url,
    detail: [one.departments[0], one.title].filter(Boolean).join(' · '),
    route: async () => chat((await sync.startConversation(one.member_id)).id),
  }))
  const shown = new Set(found.customers.map((one) => one.conversation_id))
  const people = new Set(found.colleagues.map((one) => one.member_id))
  const conversations = found.conversations
    .filter((one) => !shown.has(one.id))
    .filter(
      (one) => !one.participants.some((p) => one.kind === 'internal' && people.has(p.principal_id)),
    )
    .map((one): JumpTarget => ({
      key: `conversation-${one.id}`,
      kind: 'conversation',
      name: one.title,
      from: null,
      avatar_url: null,
      detail: '',
      route: async () => chat((await sync.ensureConversation(one.id)).id),
    }))
  return [...customers, ...colleagues, ...conversations]
}
