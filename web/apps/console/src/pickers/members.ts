import type { Member, Page } from '@reunion/client'
import { api } from '../api'
import { useChoices } from './choices'

export interface MemberChoice {
  id: number
  value: string
  label: string
  department?: number
}

/** Members by what is typed. */
export const useMemberSearch = () =>
  useChoices(async (q): Promise<MemberChoice[]> => {
    const page = await api.get<Page<Member>>('/api/console/members', {
      query: { q, status: 'active', limit: 20, recursive: true },
    })
    return page.items.map(({ member_id, userid, name, main_department }) => ({
      id: member_id,
      value: userid,
      label: name,
      department: main_department,
    }))
  })
