import type { DeskTask } from '@reunion/client'
import { formatNumber, withName } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** What a task is called in lists, and how it stands. */
export function useTaskWords() {
  const { t } = useI18n()
  function titleOf({ text, attachments }: DeskTask): string {
    const line = withName(text.trim().split('\n')[0]!, t('task.nickname'))
    const first = attachments[0]
    return line || first?.title || t(`task.kinds.${first?.kind ?? 'file'}`)
  }
  function resultOf(task: DeskTask): string {
    const { state, customers, sent, refused } = task
    const numbers = {
      customers: formatNumber(customers),
      sent: formatNumber(sent),
      refused: formatNumber(refused),
    }
    if (state === 'done') return t(refused ? 'task.results.partly' : 'task.results.done', numbers)
    return t(`task.results.${state}`, numbers)
  }
  return { titleOf, resultOf }
}
