import { onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

/**
 * Data for a page: loads now and whenever `sources` change, aborts what became stale.
 * `data` keeps the old value while the new one is on its way, so nothing jumps.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  sources: WatchSource<unknown>[] = [],
) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(true)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const value = await load(mine.signal)
      if (mine !== running) return
      data.value = value
      error.value = null
    } catch (problem) {
      if (mine !== running || mine.signal.aborted) return
      error.value = problem
    }
    loading.value = false
  }

  watch(sources, reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { data, error, loading, reload }
}
