import type { Estimate } from '@reunion/client'
import { formatNumber, useLoad, useRefusalText } from '@reunion/ui'
import { computed, reactive } from 'vue'
import { api } from '../../api'
import { useSettled } from '../../lists/settled'

export const TAGS = ['tags_all', 'tags_any', 'tags_none'] as const
export type Tags = Record<(typeof TAGS)[number], string[]>

/** My customers by their tags, and how many of them `path` can reach now; `more` says what else is asked. */
export function useOwnAudience(path: string, more: () => object = () => ({})) {
  const reason = useRefusalText()
  const tags = reactive<Tags>({ tags_all: [], tags_any: [], tags_none: [] })
  const asked = computed(() => ({ ...tags, ...more() }))
  const settled = useSettled(
    computed(() => JSON.stringify(asked.value)),
    300,
  )
  const {
    data: reach,
    error,
    reload,
  } = useLoad(
    (signal) => api.post<Estimate>(`${path}/estimate`, asked.value, { signal }),
    [settled],
  )
  /** How many of them each rule keeps out. */
  const missed = computed(() =>
    (reach.value?.refusals ?? [])
      .filter((one) => one.count > 0)
      .map((one) => ({ n: formatNumber(one.count), reason: reason(one.rule) })),
  )
  return { tags, asked, reach, missed, error, reload }
}
