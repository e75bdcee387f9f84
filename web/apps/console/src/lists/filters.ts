import { computed, reactive, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Filters that live in the address, so that a view can be bookmarked and sent to a colleague.
 * `initial` names every filter with its resting value; resting values stay out of the address.
 */
export function useFilters<F extends Record<string, string>>(initial: F) {
  const route = useRoute()
  const router = useRouter()
  const filters = reactive({ ...initial }) as F

  function read(): void {
    for (const key of Object.keys(initial) as (keyof F)[]) {
      const value = route.query[key as string]
      filters[key] = (typeof value === 'string' ? value : initial[key]) as F[keyof F]
    }
  }
  read()

  watch(filters, () => {
    const query = { ...route.query }
    for (const key of Object.keys(initial)) {
      if (filters[key] === initial[key]) delete query[key]
      else query[key] = filters[key] ?? ''
    }
    void router.replace({ query })
  })
  watch(() => route.query, read)

  const filtered = computed(() => Object.keys(initial).some((key) => filters[key] !== initial[key]))
  function clear(): void {
    Object.assign(filters, initial)
  }
  return { filters, filtered, clear }
}
