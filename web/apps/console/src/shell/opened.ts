import type { Id } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed, type WatchSource } from 'vue'

/**
 * The one thing that a drawer is open for, by its key; without a key the drawer is closed. `one` is null until
 * the thing of this very key has come, and keeps it while it is loaded again.
 */
export function useOpened<One>(
  key: () => Id | string | null | undefined,
  load: (signal: AbortSignal) => Promise<One>,
  sources: WatchSource<unknown>[] = [],
) {
  const open = computed(() => (key() ?? null) !== null)
  const { data, error, reload } = useLoad(
    async (signal) => {
      const of = key()
      return open.value ? { of, one: await load(signal) } : null
    },
    [key, ...sources],
  )
  const one = computed(() => (data.value && data.value.of === key() ? data.value.one : null))
  return { one, open, error, reload }
}

export type Opened<One> = ReturnType<typeof useOpened<One>>
