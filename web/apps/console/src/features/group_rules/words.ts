import type { ActOutcome, Guard, ShownScope } from '@reunion/client'
import { useI18n } from 'vue-i18n'

export const OUTCOME_TONES: Record<ActOutcome, 'plain' | 'warn' | 'bad'> = {
  warned: 'warn',
  quiet: 'plain',
  removed: 'bad',
  blocked: 'bad',
  gone: 'plain',
}

/** A rule in words: what it watches, and where it holds. */
export function useGuardWords() {
  const { t } = useI18n()

  function watched(one: Guard): string[] {
    const { flood } = one
    return [
      ...(one.words.length ? [t('rules.watch.words', { words: one.words.join('、') })] : []),
      ...(one.links ? [t('rules.watch.links')] : []),
      ...(one.codes ? [t('rules.watch.codes')] : []),
      ...(one.miniprograms ? [t('rules.watch.miniprograms')] : []),
      ...(one.cards ? [t('rules.watch.cards')] : []),
      ...(flood ? [t('rules.watch.flood', { count: flood.count, seconds: flood.seconds })] : []),
    ]
  }
  function where({ groups, labels, owners }: ShownScope): string {
    const parts = [
      ...groups.map((one) => one.name),
      ...labels.map((one) => t('rules.labelled', { name: one.name })),
      ...owners.map((one) => t('rules.ownedBy', { name: one.name })),
    ]
    return parts.join('、') || t('rules.everywhere')
  }
  return { watched, where }
}
