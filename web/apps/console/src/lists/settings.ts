import type { ListSettings, ListView } from '@reunion/client'
import { computed, shallowRef } from 'vue'
import { api } from '../api'

/** How this administrator looks at a list, kept on the server: the columns and the views. */
export function useListSettings(list: string) {
  const path = `/api/console/lists/${list}`
  const settings = shallowRef<ListSettings | null>(null)
  const views = computed(() => settings.value?.views ?? [])

  async function load(): Promise<void> {
    settings.value = await api.get<ListSettings>(path)
  }
  /** Shown at once; the list goes back to what it was where the server does not take it. */
  async function choose(columns: string[] | null): Promise<void> {
    const before = settings.value
    settings.value = { views: [], limit: 0, ...before, columns }
    try {
      await api.put(`${path}/columns`, { columns })
    } catch (error) {
      settings.value = before
      throw error
    }
  }
  const put = (view: ListView) => {
    const others = views.value.filter((one) => one.id !== view.id)
    settings.value = { ...settings.value!, views: [...others, view].sort(inOrder) }
  }

  return {
    views,
    columns: computed(() => settings.value?.columns ?? null),
    loaded: computed(() => settings.value !== null),
    load,
    choose,
    add: async (view: Omit<ListView, 'id' | 'owner' | 'mine' | 'may_change'>) =>
      put(await api.post<ListView>(`${path}/views`, view)),
    change: async (id: number, change: Partial<ListView>) =>
      put(await api.patch<ListView>(`${path}/views/${id}`, change)),
    async drop(id: number): Promise<void> {
      await api.delete(`${path}/views/${id}`)
      settings.value = {
        ...settings.value!,
        views: views.value.filter((one) => one.id !== id),
      }
    },
  }
}

export type KeptList = ReturnType<typeof useListSettings>

/** Own views first, then those that others share, each by name. */
function inOrder(a: ListView, b: ListView): number {
  return Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name)
}
