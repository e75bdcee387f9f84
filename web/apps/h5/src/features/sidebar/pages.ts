import { computed, onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

interface Part {
  items: readonly unknown[]
  next_cursor: string | null
}

/** A list that goes on: its first page anew whenever a source changes, the next at the press of a button. */
export function usePages<P extends Part>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<P>,
  sources: WatchSource<unknown>[] = [],
) {
  const first = shallowRef<P | null>(null)
  const items = shallowRef<readonly P['items'][number][]>([])
  const cursor = ref<string | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let running: AbortController | null = null

  async function fetchPage(anew: boolean): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    error.value = null
    try {
      const page = await load(anew ? null : cursor.value, mine.signal)
      if (mine !== running) return
      if (anew) first.value = page
      items.value = anew ? page.items : [...items.value, ...page.items]
      cursor.value = page.next_cursor
    } catch (problem) {
      if (mine !== running || mine.signal.aborted) return
      error.value = problem
    }
    loading.value = false
  }
  watch(sources, () => void fetchPage(true))
  void fetchPage(true)
  onScopeDispose(() => running?.abort())
  const reload = () => fetchPage(true)
  const more = () => fetchPage(false)
  return {
    first,
    items,
    hasMore: computed(() => cursor.value !== null),
    error,
    loading,
    reload,
    more,
  }
}
