import type { Client, Conversation, Group, GroupMembers } from '@reunion/client'
import { computed } from 'vue'
import { useLoad } from './load'

/** How somebody is called in a group: by the nickname taken there, else by name. */
export const calledIn = (one: { nickname: string; name: string }) => one.nickname || one.name

/** A customer group with who is in it, anew whenever it changes; null for other chats. */
export function useGroupAt(api: Client, path: string, here: () => Conversation | undefined) {
  const inGroup = computed(() => here()?.kind === 'group')
  // comings, goings and new words of the notice leave a grey line or a message
  const turn = computed(() => {
    const last = here()?.last_message
    const tells = last?.kind === 'system' || (last?.kind === 'text' && last.content.notice)
    return tells ? last.seq : 0
  })
  const { data, error, reload } = useLoad(
    async (signal) => {
      if (!inGroup.value) return null
      const [group, members] = await Promise.all([
        api.get<Group>(path, { signal }),
        api.get<GroupMembers>(`${path}/members`, { signal }),
      ])
      return { group, members }
    },
    [inGroup, turn, () => here()?.member_count, () => here()?.leads],
  )
  return {
    group: computed(() => data.value?.group ?? null),
    members: computed(() => data.value?.members.items ?? []),
    former: computed(() => data.value?.members.former ?? []),
    loaded: computed(() => data.value !== null),
    error,
    reload,
  }
}
