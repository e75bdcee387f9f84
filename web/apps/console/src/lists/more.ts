import type { Page } from '@reunion/client'
import { onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

/** A list that grows at its end; it starts anew, with the first page, whenever `sources` change. */
export function useMore<T>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  sources: WatchSource<unknown>[] = [],
) {
  const items = shallowRef<T[]>([])
  const error = shallowRef<unknown>(null)
  const loading = ref(true)
  const hasMore = ref(false)
  let next: string | null = null
  let running: AbortController | null = null

  async function fetch(cursor: string | null): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const page = await load(cursor ?? undefined, mine.signal)
      if (mine !== running) return
      items.value = cursor ? [...items.value, ...page.items] : page.items
      next = page.next_cursor
      hasMore.value = next !== null
      error.value = null
    } catch (problem) {
      if (mine !== running || mine.signal.aborted) return
      if (!cursor) items.value = []
      error.value = problem
    }
    loading.value = false
  }

  /** The next page; after a failure the one that failed. */
  const more = () => fetch(items.value.length ? next : null)
  watch(sources, () => fetch(null), { immediate: true })
  onScopeDispose(() => running?.abort())
  return { items, error, loading, hasMore, more }
}

export type MoreOf<T> = ReturnType<typeof useMore<T>>
