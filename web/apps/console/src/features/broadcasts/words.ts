import type { Answers } from '@reunion/client'
import { formatNumber } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** Words about who gets a broadcast: customers, or (`groups`) customer groups and their owners. */
export function useRecipientWords(groups: () => boolean) {
  const { t } = useI18n()
  const say = (key: string, values: Record<string, unknown> = {}) =>
    t(`broadcast.to.${groups() ? 'group' : 'single'}.${key}`, values)
  /** So many of them. */
  const count = (n: number) => say('count', { n: formatNumber(n) })
  /** How many of those whom it reached have read it, and answered. */
  const answersOf = ({ reached, read, replied }: Answers) =>
    t('broadcast.answers', {
      reached: formatNumber(reached),
      read: formatNumber(read),
      replied: formatNumber(replied),
    })
  return { say, count, answersOf }
}
