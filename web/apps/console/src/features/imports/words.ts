import { formatMoney } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** What a column can be, in words. */
export function useTargetWords() {
  const { t, te } = useI18n()
  return function wordsOf(key: string, name = ''): string {
    if (name) return name
    if (key.startsWith('property:')) return t('imports.property', { name: key.slice(9) })
    return te(`imports.targets.${key}`) ? t(`imports.targets.${key}`) : key
  }
}

/** A value of a previewed row as people read it. */
export const shownValue = (key: string, value: string) =>
  key.endsWith('_fen') ? formatMoney(Number(value)) : value.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')
