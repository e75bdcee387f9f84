import { useI18n } from 'vue-i18n'

const KNOWN = ['opted_out', 'not_friend', 'blocked', 'group_dismissed', 'not_owner']
const CAP = /^(broadcast|moment|marketing|service|every)_(day|week|month)$/

/** Why somebody does not get a touch, in words that follow a count or a name; `rule` as the ledger has it. */
export function useRefusalText(): (rule: string) => string {
  const { t } = useI18n()
  return (rule) => {
    if (KNOWN.includes(rule)) return t(`ui.refused.${rule}`)
    const [, what, period] = CAP.exec(rule) ?? []
    if (!period) return t('ui.refused.other', { rule })
    return t(`ui.refused.${period}`, { what: t(`ui.refused.${what}`) })
  }
}
