import type { WhyNode } from '@reunion/client'
import { formatMoney, formatShare } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { isMoney } from './builder/vocabulary'
import { useSaid, useValue } from './words'

interface KnownFollow {
  userid: string
  state: string
  channel: string
  add_way: number
  added_at: string
  ended_at: string | null
}

/** What is really known of somebody, in the units and words in which the condition asks. */
export function useActual() {
  const { t, te } = useI18n()
  const value = useValue()
  const said = useSaid()
  const join = (parts: string[]) => parts.join(t('segments.comma'))
  const fact = (key: string, said: string) => `${t(`vocabulary.facts.${key}`)} ${said}`
  const happened = (at: unknown) => (at === null ? t('segments.none') : value(at))

  function follow(one: KnownFollow): string {
    const way = `vocabulary.addWays.w${one.add_way}`
    const status = one.state === 'active' ? 'current' : one.state
    return join([
      fact('userid', one.userid),
      t(`segments.statuses.${status}`),
      ...(one.channel ? [fact('channel', one.channel)] : []),
      ...(te(way) ? [t(way)] : []),
      fact('added_at', value(one.added_at)),
    ])
  }
  function known({ kind, actual, wanted }: WhyNode): string {
    const asks = (wanted ?? {}) as Record<string, unknown>
    switch (kind) {
      case 'near':
        if (typeof actual !== 'number') break
        return `${value(Math.round(actual / 100) / 10)} ${t('segments.km')}`
      case 'never':
      case 'last':
      case 'first':
        return happened(actual)
      case 'sequence': {
        const { first, then } = actual as { first: unknown; then: unknown }
        return join([fact('first', happened(first)), fact('then', happened(then))])
      }
      case 'rfm': {
        const scores = actual as number[] | null
        return scores
          ? join(['R', 'F', 'M'].map((letter, at) => `${letter} ${scores[at]}`))
          : value(null)
      }
      case 'did':
      case 'prediction':
        if (typeof actual !== 'number') break
        if (asks.of === 'alive') return formatShare(actual)
        return isMoney(String(asks.sum ?? asks.of)) ? formatMoney(actual) : value(actual)
      case 'follow':
      case 'source': {
        const follows = actual as KnownFollow[]
        return follows.length
          ? follows.map(follow).join(t('segments.semicolon'))
          : t('segments.none')
      }
    }
    return value(actual)
  }
  const amount = (one: unknown) => (typeof one === 'number' ? formatMoney(one) : value(one))
  const seen = (property: string, one: unknown) =>
    isMoney(property) ? [one].flat().map(amount).join(t('segments.comma')) : value(one)
  /** What was asked about, as it was when it last happened. */
  const newest = ({ newest: last }: WhyNode): string =>
    last
      ? join(last.values.map((one) => `${said(one.words)} ${seen(one.property, one.value)}`))
      : ''
  return { known, newest }
}
