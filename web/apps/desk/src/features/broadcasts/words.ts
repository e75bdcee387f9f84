import type { Answers, ChatType, DeskTask } from '@reunion/client'
import { formatNumber, withName } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** Of customers, or of customer groups, which one of the two a task goes to. */
export const toWhom = (chatType: ChatType, word: string) => `task.to.${chatType}.${word}`

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
    const said = (result: string) => t(toWhom(task.chat_type, result), numbers)
    const numbers = {
      customers: formatNumber(customers),
      sent: formatNumber(sent),
      refused: formatNumber(refused),
    }
    if (state === 'done') return said(refused ? 'partly' : 'done')
    return said(state)
  }
  /** Of the customers whom it reached. */
  const answersOf = ({ reached, read, replied }: Answers, brief = false) =>
    t(brief ? 'task.answersBrief' : 'task.answers', {
      reached: formatNumber(reached),
      read: formatNumber(read),
      replied: formatNumber(replied),
    })
  return { titleOf, resultOf, answersOf }
}
