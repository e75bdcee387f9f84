import type { TagGroup } from '@reunion/client'
import { shallowRef } from 'vue'
import { api } from '../../api'

/** The company's tags, loaded when first wanted. */
export const tagGroups = shallowRef<TagGroup[] | null>(null)

export async function loadTags(): Promise<void> {
  tagGroups.value = (await api.get<{ items: TagGroup[] }>('/api/desk/tags')).items
}
