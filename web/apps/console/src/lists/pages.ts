import type { Page } from '@reunion/client'
import { locale, useLoad } from '@reunion/ui'
import { computed, ref, watch } from 'vue'
import { api } from '../api'

export const PAGE_SIZES = [20, 50, 100]

/** A list by cursor, shown page by page; a change of the query goes back to the first page. */
export function usePages<T>(path: () => string, query: () => object = () => ({})) {
  const cursors = ref<string[]>([])
  const size = ref(PAGE_SIZES[0]!)
  const key = computed(() => JSON.stringify([path(), query(), size.value, locale.value]))
  watch(key, () => (cursors.value = []), { flush: 'sync' })

  const { data, error, loading, reload } = useLoad(
    (signal) =>
      api.get<Page<T>>(path(), {
        query: { ...query(), limit: size.value, cursor: cursors.value.at(-1) },
        signal,
      }),
    [key, () => cursors.value.length],
  )

  const items = computed(() => data.value?.items ?? [])
  /** Keeps the total of an earlier page where the server counts only once. */
  const total = ref<number | null>(null)
  watch(key, () => (total.value = null))
  watch(data, (page) => {
    if (typeof page?.total === 'number') total.value = page.total
  })

  return {
    items,
    total,
    error,
    loading,
    reload,
    size,
    page: computed(() => cursors.value.length),
    first: computed(() => data.value !== null),
    hasNext: computed(() => Boolean(data.value?.next_cursor)),
    next: () => data.value?.next_cursor && cursors.value.push(data.value.next_cursor),
    back: () => cursors.value.pop(),
    resize: (rows: number) => (size.value = rows),
  }
}

export type Pages<T> = ReturnType<typeof usePages<T>>
