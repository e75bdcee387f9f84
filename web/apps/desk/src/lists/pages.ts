import type { Page } from '@reunion/client'
import { onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

/** A list that comes in pages: the first now and whenever `sources` change, the next ones by `more`. */
export function usePages<P extends Page<unknown>>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<P>,
  sources: WatchSource<unknown>[] = [],
) {
  const items = shallowRef<P['items'][number][]>([])
  const total = ref<number | null>(null)
  /** The newest answer, with what it says about the whole. */
  const latest = shallowRef<P | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  const hasMore = ref(false)
  let next: string | null = null
  let running: AbortController | null = null

  async function fetch(cursor: string | null): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const page = await load(cursor, mine.signal)
      if (mine !== running) return
      items.value = cursor ? [...items.value, ...page.items] : page.items
      latest.value = page
      if (page.total !== undefined) total.value = page.total
      next = page.next_cursor
      hasMore.value = next !== null
      error.value = null
    } catch (problem) {
      if (mine !== running || mine.signal.aborted) return
      error.value = problem
    }
    loading.value = false
  }

  const reload = () => fetch(null)
  async function more(): Promise<void> {
    if (next && !loading.value) await fetch(next)
  }
  watch(sources, reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { items, total, latest, error, loading, hasMore, more, reload }
}
