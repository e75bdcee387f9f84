import type { Conversation, Id } from '@reunion/client'
import { calledIn } from '@reunion/ui'
import type { Callable } from '@reunion/ui'
import { computed, type ComputedRef } from 'vue'
import { cameFrom, useGroup } from '../groups/groups'
import { useRoom } from './rooms/rooms'

export interface Sender {
  name: string
  avatar_url: string | null
  /** 微信, behind a customer's name where many speak. */
  from: string | null
}

/** Whoever spoke in the open chat, also those who have left it. */
export function useSenders(): (conversation: Conversation, id: Id) => Sender | null {
  const room = useRoom()
  const group = useGroup()
  return (conversation, id) => {
    const inGroup = group.byId.value.get(id)
    if (inGroup) {
      const { avatar_url } = inGroup
      return { name: calledIn(inGroup), avatar_url, from: cameFrom(inGroup) }
    }
    const one = conversation.participants.find((p) => p.principal_id === id)
    if (one) {
      const from = conversation.kind === 'group' ? cameFrom(one) : null
      return { name: one.name, avatar_url: one.avatar_url, from }
    }
    const inRoom = room.byId.value.get(id)
    return inRoom ? { name: inRoom.name, avatar_url: inRoom.avatar_url, from: null } : null
  }
}

/** Many are in it, so names and mentions matter. */
export const isMany = (conversation: Conversation | null | undefined): boolean =>
  conversation?.kind === 'room' || conversation?.kind === 'group'

/** Those who can be called by name in the open chat, without oneself. */
export function useCallable(me: () => Id): ComputedRef<Callable[]> {
  const room = useRoom()
  const group = useGroup()
  return computed(() => {
    const fromGroup = group.members.value.map((one) => ({
      id: one.principal_id,
      name: calledIn(one),
      avatar_url: one.avatar_url,
      from: cameFrom(one),
    }))
    const fromRoom = (room.members.value?.items ?? []).map((one) => ({
      id: one.principal_id,
      name: one.name,
      avatar_url: one.avatar_url,
      from: null,
    }))
    return [...fromGroup, ...fromRoom].filter((one) => one.id !== me())
  })
}
