import type { Page } from '@reunion/client'
import { onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

const MOST_REFRESHED = 10

/**
 * A list that comes in pages: the first now and whenever `sources` change, the next ones by `more`. `refresh`
 * reads anew what is there and keeps its length, so that whoever has scrolled down stays where he is; `key`
 * tells its rows apart.
 */
export function usePages<P extends Page<unknown>>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<P>,
  sources: WatchSource<unknown>[] = [],
  key: (item: P['items'][number]) => unknown = (item) => item,
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

  async function refresh(): Promise<void> {
    const had = items.value
    if (!had.length) return reload()
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      let page = await load(null, mine.signal)
      const fresh = [...page.items]
      const first = page
      for (let n = 1; page.next_cursor && fresh.length < had.length && n < MOST_REFRESHED; n++) {
        page = await load(page.next_cursor, mine.signal)
        fresh.push(...page.items)
      }
      if (mine !== running) return
      if (fresh.length < had.length && page.next_cursor) {
        const known = new Set(fresh.map(key))
        items.value = [...fresh, ...had.slice(fresh.length).filter((one) => !known.has(key(one)))]
      } else {
        items.value = fresh
        next = page.next_cursor
        hasMore.value = next !== null
      }
      latest.value = first
      if (first.total !== undefined) total.value = first.total
      error.value = null
    } catch {
      // what is shown stays; the next hint or the next scroll tries again
    }
    if (mine === running) loading.value = false
  }

  const reload = () => fetch(null)
  async function more(): Promise<void> {
    if (next && !loading.value) await fetch(next)
  }
  watch(sources, reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { items, total, latest, error, loading, hasMore, more, reload, refresh }
}
