import type { CustomerCard, Page, Purchase, TimelineEntry } from '@reunion/client'
import { formatMoney } from '@reunion/ui'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '../../api'
import { usePages } from '../../lists/pages'

/** What happened with a customer: the company's record and the purchases, one line of time, newest first. */
export function useTimeline(card: () => CustomerCard) {
  const { t } = useI18n()
  const record = usePages(
    (cursor, signal) =>
      api.get<Page<TimelineEntry>>(`/api/desk/customers/${card().contact_id}/timeline`, {
        query: { cursor },
        signal,
      }),
    [card],
  )
  const bought = usePages(
    (cursor, signal) =>
      api.get<Page<Purchase>>(`/api/desk/customers/${card().external_userid}/purchases`, {
        query: { cursor },
        signal,
      }),
    [() => card().external_userid],
  )

  const purchases = computed(() =>
    bought.items.value.map((one): TimelineEntry => ({
      at: one.bought_at,
      kind: 'purchase',
      title: t('customer.bought', { sum: formatMoney(one.amount_fen) }),
      detail: [one.items.map((item) => item.name).join('、'), one.store]
        .filter(Boolean)
        .join(' · '),
      data: one,
    })),
  )
  /** Below the end of a list that has more, the other one would show alone: cut there until it is loaded. */
  const floor = computed(() => {
    const ends: string[] = []
    if (record.hasMore.value) ends.push(record.items.value.at(-1)?.at ?? '')
    if (bought.hasMore.value) ends.push(bought.items.value.at(-1)?.bought_at ?? '')
    return ends.length ? Math.max(...ends.map((at) => Date.parse(at) || 0)) : 0
  })
  const shown = computed(() =>
    [...record.items.value, ...purchases.value]
      .filter((one) => Date.parse(one.at) >= floor.value)
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at)),
  )

  return {
    shown,
    error: computed(() => record.error.value ?? bought.error.value),
    loading: computed(() => record.loading.value || bought.loading.value),
    hasMore: computed(() => record.hasMore.value || bought.hasMore.value),
    more: () => Promise.all([record.more(), bought.more()]),
    reload: () => Promise.all([record.reload(), bought.reload()]),
  }
}
