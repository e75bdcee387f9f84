import type { Audience, AudienceEstimate, Purpose } from '@reunion/client'
import { locale, useLoad } from '@reunion/ui'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { api } from '../../api'

const PAUSE_MS = 300

export interface Asked {
  audience: Audience
  purpose: Purpose
  send_at: string | null
}

/** Who would get it, counted anew when the typing pauses. */
export function useEstimate(asked: () => Asked) {
  const key = computed(() => JSON.stringify(asked()))
  const settled = ref(key.value)
  let timer = 0
  watch(key, (now) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => (settled.value = now), PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))

  const { data, error, loading, reload } = useLoad(
    (signal) => api.post<AudienceEstimate>('/api/console/broadcasts/estimate', asked(), { signal }),
    [settled, locale],
  )
  return {
    estimate: data,
    error,
    /** The numbers shown are not those of what is asked now. */
    loading: computed(() => loading.value || key.value !== settled.value),
    reload,
  }
}
