import type { Id, JoinCard, Joined } from '@reunion/client'
import { useSync } from '@reunion/sync'
import { useGroupAt } from '@reunion/ui'
import { computed, inject, provide, type InjectionKey } from 'vue'
import { client } from '../../client'

const path = (id: Id) => `/api/app/groups/${id}`
const way = (slug: string) => `/api/app/join-ways/${encodeURIComponent(slug)}`

export const joinCard = (slug: string, signal?: AbortSignal) =>
  client.get<JoinCard>(way(slug), { signal })
export const join = (slug: string) => client.post<Joined>(`${way(slug)}/join`, {})
export const setNickname = (id: Id, nickname: string) =>
  client.put(`${path(id)}/nickname`, { nickname })
export const leaveGroup = (id: Id) => client.delete(`${path(id)}/membership`)

/** A group with who is in it; nothing for other chats. */
export function loadGroup(id: Id) {
  const sync = useSync()
  const open = useGroupAt(client, path(id), () => sync.state.conversations.get(id))
  return {
    ...open,
    byId: computed(() => new Map(open.members.value.map((one) => [one.principal_id, one]))),
  }
}

export type OpenGroup = ReturnType<typeof loadGroup>
const GROUP: InjectionKey<OpenGroup> = Symbol('group')

export function provideGroup(id: Id): OpenGroup {
  const group = loadGroup(id)
  provide(GROUP, group)
  return group
}

export function useGroup(): OpenGroup {
  return inject(GROUP)!
}
