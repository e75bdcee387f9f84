import type { Member, Page } from '@reunion/client'
import { onBeforeUnmount, ref } from 'vue'
import { api } from '../api'

export interface MemberChoice {
  id: number
  value: string
  label: string
  department?: number
}

/** Members by what is typed; the first few before anything is. */
export function useMemberSearch() {
  const options = ref<MemberChoice[]>([])
  const loading = ref(false)
  let timer = 0
  let latest = 0

  async function find(text: string): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const page = await api.get<Page<Member>>('/api/console/members', {
        query: { q: text, status: 'active', limit: 20, recursive: true },
      })
      if (mine !== latest) return
      options.value = page.items.map(({ member_id, userid, name, main_department }) => ({
        id: member_id,
        value: userid,
        label: name,
        department: main_department,
      }))
    } catch {
      if (mine === latest) options.value = []
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  function search(text: string): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => find(text.trim()), 200)
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { options, loading, search, find }
}
