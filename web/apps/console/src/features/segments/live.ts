import type { Condition, SegmentCount } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { api } from '../../api'
import { asSent, unfinished } from './definition'

const PAUSE_MS = 200

/** A value that follows another when its changes pause; `waiting` until then. */
export function useSettled<T>(value: () => T) {
  const key = computed(() => JSON.stringify(value()))
  const settled = ref(key.value)
  let timer = 0
  watch(key, (now) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => (settled.value = now), PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return { settled, waiting: computed(() => key.value !== settled.value) }
}

/** How many, and a few of them: counted anew when the typing pauses; of several answers the last one wins. */
export function useLiveCount(definition: () => Condition | null, sample = 8) {
  const asked = computed(() => {
    const one = definition()
    return one && !unfinished(one) ? asSent(one) : null
  })
  const { settled, waiting } = useSettled(() => asked.value)
  const { data, error, loading, reload } = useLoad(
    async (signal) =>
      asked.value
        ? await api.post<SegmentCount>(
            '/api/console/segments/count',
            { definition: asked.value, sample },
            { signal },
          )
        : null,
    [settled],
  )
  return {
    asked,
    data,
    error,
    /** The numbers shown are not those of what is asked now. */
    loading: computed(() => Boolean(asked.value) && (loading.value || waiting.value)),
    reload,
  }
}
