import type { Conversation, Id, RoomMember, RoomMembers } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed, inject, provide, type InjectionKey } from 'vue'
import { api, sync } from '../../../api'

const path = (id: Id) => `/api/desk/rooms/${id}`

export async function startRoom(memberIds: readonly Id[], title: string): Promise<Conversation> {
  const { id } = await api.post<Conversation>('/api/desk/rooms', { member_ids: memberIds, title })
  return sync.ensureConversation(id)
}

export const renameRoom = (id: Id, title: string) => api.patch<Conversation>(path(id), { title })
export const addToRoom = (id: Id, memberIds: readonly Id[]) =>
  api.post<RoomMembers>(`${path(id)}/members`, { member_ids: memberIds })
export const removeFromRoom = (id: Id, memberId: Id) =>
  api.delete(`${path(id)}/members/${memberId}`)
export const leaveRoom = (id: Id) => api.delete(`${path(id)}/membership`)

/** Who is in a room, anew whenever somebody comes or goes; null for a chat of two. */
function createRoom(id: Id) {
  const kind = computed(() => sync.state.conversations.get(id)?.kind)
  // each coming and going leaves a grey line
  const turn = computed(() => {
    const last = sync.state.conversations.get(id)?.last_message
    return last?.kind === 'system' ? last.seq : 0
  })
  const { data, error, reload } = useLoad<RoomMembers | null>(
    (signal) =>
      kind.value === 'room'
        ? api.get<RoomMembers>(`${path(id)}/members`, { signal })
        : Promise.resolve(null),
    [kind, turn, () => sync.state.conversations.get(id)?.member_count],
  )
  const byId = computed(() => {
    const all = new Map<Id, RoomMember>()
    for (const one of data.value?.former ?? []) all.set(one.principal_id, one)
    for (const one of data.value?.items ?? []) all.set(one.principal_id, one)
    return all
  })
  return { members: data, error, reload, byId }
}

export type Room = ReturnType<typeof createRoom>
const ROOM: InjectionKey<Room> = Symbol('room')

export function provideRoom(id: Id): Room {
  const room = createRoom(id)
  provide(ROOM, room)
  return room
}

export function useRoom(): Room {
  return inject(ROOM)!
}
