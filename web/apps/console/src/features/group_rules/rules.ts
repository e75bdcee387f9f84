import type { Id } from '@reunion/client'
import { confirm, useAction, useLoad } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { api } from '../../api'

/** One kind of rules under `path`, and how one of them is taken away after a question. */
export function useRules<Rule extends { id: Id }>(
  path: string,
  turn: () => number,
  question: (one: Rule) => { title: string; effect: string },
) {
  const { t } = useI18n()
  const { run } = useAction()
  const { data, error, loading, reload } = useLoad(
    (signal) => api.get<{ items: Rule[] }>(path, { signal }),
    [turn],
  )
  async function remove(one: Rule): Promise<void> {
    const yes = await confirm({ ...question(one), action: t('list.delete'), danger: true })
    if (yes && (await run(() => api.delete(`${path}/${one.id}`)))) await reload()
  }
  return { data, error, loading, reload, remove }
}
