import type {
  Attachment,
  Conversation,
  Group,
  GroupKind,
  GroupMembers,
  GroupWelcome,
  Id,
  JoinWay,
  NoticeSaved,
  WelcomeTemplate,
} from '@reunion/client'
import { useGroupAt } from '@reunion/ui'
import { computed, inject, provide, type InjectionKey } from 'vue'
import { api, sync } from '../../api'

const path = (id: Id) => `/api/desk/groups/${id}`

interface Beginning {
  kind: GroupKind
  name: string
  members: readonly Id[]
  customers: readonly Id[]
}
export async function startGroup({
  kind,
  name,
  members,
  customers,
}: Beginning): Promise<Conversation> {
  const body = { kind, name, member_ids: members, contact_ids: customers }
  const { id } = await api.post<Conversation>('/api/desk/groups', body)
  return sync.ensureConversation(id)
}

type Change = Partial<Pick<Group, 'name' | 'invite_by' | 'size_limit'>>
export const changeGroup = (id: Id, change: Change) => api.patch<Group>(path(id), change)
export const setNotice = (id: Id, text: string, tell: boolean) =>
  api.put<NoticeSaved>(`${path(id)}/notice`, { text, tell })
export const invite = (id: Id, members: readonly Id[], customers: readonly Id[]) =>
  api.post<GroupMembers>(`${path(id)}/members`, { member_ids: members, contact_ids: customers })
export const putOut = (id: Id, principals: readonly Id[], reason: string) =>
  api.post<GroupMembers>(`${path(id)}/removals`, { principal_ids: principals, reason })
export const setAdmins = (id: Id, members: readonly Id[]) =>
  api.put<GroupMembers>(`${path(id)}/admins`, { member_ids: members })
export const handOver = (id: Id, member: Id) =>
  api.put<Group>(`${path(id)}/owner`, { member_id: member })
export const setNickname = (id: Id, nickname: string) =>
  api.put(`${path(id)}/nickname`, { nickname })
export const leaveGroup = (id: Id) => api.delete(`${path(id)}/membership`)
export const dismissGroup = (id: Id) => api.delete(path(id))
export const groupCode = (id: Id, signal?: AbortSignal) =>
  api.post<JoinWay>(`${path(id)}/code`, {}, { signal })

export const groupWelcome = (id: Id, signal?: AbortSignal) =>
  api.get<GroupWelcome>(`${path(id)}/welcome`, { signal })
export const welcomeTemplates = (signal?: AbortSignal) =>
  api.get<WelcomeTemplate[]>('/api/desk/group-welcome-templates', { signal })
type Chosen = { template_id: string } | { text: string; attachment: Attachment | null }
/** A template, words of its own, or with null no welcome. */
export const setWelcome = (id: Id, chosen: Chosen | null) =>
  chosen ? api.put(`${path(id)}/welcome`, chosen) : api.delete(`${path(id)}/welcome`)

/** 小美 @微信, 王强 @福建茶业: what stands behind the name of somebody from outside. */
export const cameFrom = (one: { kind: string; corp_name: string | null }) =>
  one.kind === 'contact' ? (one.corp_name ?? '微信') : null

/** A customer group with who is in it and who was; null for other chats. */
function createGroup(id: Id) {
  const open = useGroupAt(api, path(id), () => sync.state.conversations.get(id))
  const byId = computed(() => {
    const all = [...open.former.value, ...open.members.value]
    return new Map(all.map((one) => [one.principal_id, one]))
  })
  return { ...open, byId }
}

export type OpenGroup = ReturnType<typeof createGroup>
const GROUP: InjectionKey<OpenGroup> = Symbol('group')

export function provideGroup(id: Id): OpenGroup {
  const group = createGroup(id)
  provide(GROUP, group)
  return group
}

export function useGroup(): OpenGroup {
  return inject(GROUP)!
}
