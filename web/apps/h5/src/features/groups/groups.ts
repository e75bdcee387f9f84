import type { Group, GroupMember, GroupMembers, Id, JoinCard, Joined } from '@reunion/client'
import { useSync } from '@reunion/sync'
import { useLoad } from '@reunion/ui'
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

/** How somebody is called in a group: by the nickname taken there, else by name. */
export const calledIn = (one: GroupMember) => one.nickname || one.name

/** A group with who is in it, anew whenever it changes; nothing for other chats. */
export function loadGroup(id: Id) {
  const sync = useSync()
  const here = computed(() => sync.state.conversations.get(id))
  const inGroup = computed(() => here.value?.kind === 'group')
  // comings, goings and announcements leave a line
  const turn = computed(() => {
    const last = here.value?.last_message
    const tells = last?.kind === 'system' || (last?.kind === 'text' && last.content.notice)
    return tells ? last.seq : 0
  })
  const { data, error, reload } = useLoad(
    async (signal) => {
      if (!inGroup.value) return null
      const [group, members] = await Promise.all([
        client.get<Group>(path(id), { signal }),
        client.get<GroupMembers>(`${path(id)}/members`, { signal }),
      ])
      return { group, members: members.items }
    },
    [inGroup, turn, () => here.value?.member_count],
  )
  return {
    group: computed(() => data.value?.group ?? null),
    members: computed(() => data.value?.members ?? []),
    byId: computed(() => new Map(data.value?.members.map((one) => [one.principal_id, one]))),
    error,
    reload,
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
