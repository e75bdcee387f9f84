import type { Page } from '@reunion/client'
import { computed, onMounted, ref, shallowRef } from 'vue'

/** A list that grows at its end; the first page comes with the mount. */
export function useMore<T>(load: (cursor: string | undefined) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([])
  const error = shallowRef<unknown>(null)
  const loading = ref(true)
  const cursor = ref<string | null>(null)

  async function more(): Promise<void> {
    loading.value = true
    try {
      const page = await load(cursor.value ?? undefined)
      items.value = [...items.value, ...page.items]
      cursor.value = page.next_cursor
      error.value = null
    } catch (problem) {
      error.value = problem
    }
    loading.value = false
  }

  onMounted(more)
  return { items, error, loading, more, hasMore: computed(() => cursor.value !== null) }
}
