import type { IdentityKind, ProfileAttribute } from '@reunion/client'
import { formatNumber, useEventName } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { useHappeningFacts } from './facts'

const PLAIN = /^\w+$/

/** What the pages about people say in words: sources, attributes and their values, identities, events. */
export function useProfileWords() {
  const { t, te } = useI18n()
  const known = (path: string, name: string) =>
    PLAIN.test(name) && te(`${path}.${name}`) ? t(`${path}.${name}`) : name

  const source = (name: string) => known('profiles.sources', name)

  function valueOf(one: Pick<ProfileAttribute, 'key' | 'type' | 'value'>): string {
    const { value } = one
    if (value === null || value === undefined) return ''
    if (one.key === 'gender') return t(`profiles.genders.${value as string}`)
    if (typeof value === 'boolean') return t(value ? 'profiles.yes' : 'profiles.no')
    if (typeof value === 'number') return formatNumber(value)
    return Array.isArray(value) ? value.join('、') : String(value)
  }
  return {
    about: useHappeningFacts(source),
    source,
    event: useEventName(),
    kind: (name: IdentityKind | string) => known('profiles.kinds', name),
    attribute: (one: Pick<ProfileAttribute, 'key' | 'name'>) =>
      one.name || t(`profiles.attributes.${one.key}`),
    valueOf,
  }
}
