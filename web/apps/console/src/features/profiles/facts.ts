import type { Happening } from '@reunion/client'
import { useEventName } from '@reunion/ui'
import { useI18n } from 'vue-i18n'

/** Properties that are nothing for people: which version it was, and of how many places `place` is one. */
const SILENT = new Set(['version', 'places'])
/** Events whose subject is a number that people give: of an order. All other subjects are keys of ours. */
const NUMBERED = new Set(['order_paid', 'order_refunded'])
/** What people look for first. */
const FIRST = ['answer', 'segment', 'group', 'tag', 'title']
const MOST = 6
/** No name that others made up reads as a path into our texts. */
const PLAIN = /^[\w.]+$/

const placeOf = (key: string) => FIRST.findIndex((first) => key.startsWith(first))

type Told = Pick<Happening, 'name' | 'subject' | 'properties'>

/** What an event says of itself, in words; of events that others made up, what they called it. */
export function useHappeningFacts(source: (name: string) => string) {
  const { t, te } = useI18n()
  const nameOf = useEventName()
  const found = (key: string, otherwise: string) =>
    PLAIN.test(key) && te(key) ? t(key) : otherwise

  /** Codes of WeCom's and names of ours, in words. */
  function meant(key: string, value: string): string {
    switch (key) {
      case 'add_way':
        return found(`vocabulary.addWays.w${value}`, value)
      case 'join_scene':
        return found(`happeningValues.joinScenes.w${value}`, value)
      case 'kind':
        return found(`content.kinds.${value}`, value)
      case 'purpose':
        return found(`profiles.purposes.${value}`, value)
      case 'how':
        return found(`happeningValues.how.${value}`, value)
      case 'reason':
        return found(`happeningValues.reasons.${value.split(':')[0]}`, value)
      case 'source':
        return source(value)
      default:
        return value
    }
  }
  function said(one: Told, key: string, value: unknown): string {
    const all = one.properties
    if (key === 'place' && typeof all.places === 'number' && all.places > 1) {
      return t('happeningFacts.placeOf', { value: String(value), all: all.places })
    }
    if (key === 'place') return ''
    if (key.startsWith('answer_')) {
      const answer = Array.isArray(value) ? value.join('、') : String(value)
      return t('happeningFacts.answer', { key: key.slice('answer_'.length), value: answer })
    }
    if (typeof value === 'object') return ''
    const words = meant(key, String(value))
    return PLAIN.test(key) && te(`happeningFacts.${key}`)
      ? t(`happeningFacts.${key}`, { value: words })
      : `${key}: ${words}`
  }
  return (one: Told): string[] => {
    const ours = nameOf(one.name) !== one.name
    const subject = NUMBERED.has(one.name) || !ours ? one.subject : ''
    const facts = Object.entries(one.properties)
      .filter(([key, value]) => value !== null && value !== '' && !SILENT.has(key))
      .filter(([key]) => !(key.startsWith('answer_') && one.properties.answers))
      .sort(([one], [other]) => placeOf(other) - placeOf(one))
      .map(([key, value]) => said(one, key, value))
    return [...new Set([subject, ...facts])].filter(Boolean).slice(0, MOST)
  }
}
