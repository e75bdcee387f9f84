import type { Words } from '@reunion/client'
import { formatNumber, formatTimeShort, locale } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** A sentence in the reader's language. */
export const useSaid =
  () =>
  (words: Words): string =>
    locale.value === 'en' ? words.en : words.zh

const TIME = /^\d{4}-\d\d-\d\dT/

/** A value that is known of somebody, for people. */
export function useValue() {
  const { t, te } = useI18n()
  function value(one: unknown): string {
    if (one === null || one === undefined || one === '') return t('segments.unknown')
    if (typeof one === 'boolean') return t(one ? 'segments.yes' : 'segments.no')
    if (typeof one === 'number') return formatNumber(Math.round(one * 1000) / 1000)
    if (typeof one === 'string') {
      if (TIME.test(one)) return formatTimeShort(one)
      const gender = `vocabulary.choices.gender.${one}`
      return te(gender) ? t(gender) : one
    }
    if (Array.isArray(one)) {
      return one.length ? one.map(value).join(t('segments.comma')) : t('segments.none')
    }
    const facts = Object.entries(one as Record<string, unknown>).filter(
      ([, part]) => part !== null && part !== undefined && !(Array.isArray(part) && !part.length),
    )
    if (!facts.length) return t('segments.unknown')
    return facts.map(([key, part]) => `${factName(key)} ${value(part)}`).join(t('segments.comma'))
  }
  const factName = (key: string) => {
    const name = `vocabulary.facts.${key}`
    return te(name) ? t(name) : key
  }
  return value
}
