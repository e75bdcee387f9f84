import type { SegmentSnapshot, Vocabulary, VocabularyEvent, VocabularyField } from '@reunion/client'
import { useEventName, useLoad } from '@reunion/ui'
import { computed, inject, provide, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '../../../api'

const KEY: InjectionKey<ReturnType<typeof make>> = Symbol('vocabulary')
const PEOPLE = ['subject', 'source', 'userid', 'amount_fen']
const MONEY = ['amount_fen', 'value_fen', 'items[].amount_fen']

/** Operators by the type of what is asked. */
const OPERATORS: Record<string, string[]> = {
  text: ['one_of', 'none_of', 'contains', 'starts_with', 'known', 'unknown'],
  number: ['at_least', 'at_most', 'between', 'known', 'unknown'],
  boolean: ['true', 'false', 'known', 'unknown'],
  date: ['within', 'anniversary', 'known', 'unknown'],
  time: ['within', 'known', 'unknown'],
  choice: ['one_of', 'none_of', 'known', 'unknown'],
  choices: ['one_of', 'all_of', 'none_of', 'known', 'unknown'],
  any: [
    'one_of',
    'none_of',
    'contains',
    'starts_with',
    'at_least',
    'at_most',
    'between',
    'true',
    'false',
    'known',
    'unknown',
  ],
}
export const operatorsOf = (type: string): string[] => OPERATORS[type] ?? OPERATORS.any!
export const isMoney = (property: string): boolean => MONEY.includes(property)

function make() {
  const { t, te } = useI18n()
  const { data, error } = useLoad((signal) =>
    api.get<Vocabulary>('/api/console/segments/vocabulary', { signal }),
  )
  const said = (key: string, otherwise: string) => (te(key) ? t(key) : otherwise)
  return {
    error,
    fields: computed<VocabularyField[]>(() => data.value?.fields ?? []),
    events: computed<VocabularyEvent[]>(() => data.value?.events ?? []),
    places: computed(() => data.value?.places ?? []),
    snapshot: (id: number, signal: AbortSignal) =>
      api.get<SegmentSnapshot>(`/api/console/segments/snapshots/${id}`, { signal }),
    snapshots: (id: number, signal: AbortSignal) =>
      api.get<{ items: SegmentSnapshot[] }>(`/api/console/segments/${id}/snapshots`, { signal }),
    fieldName: (one: VocabularyField) => said(`vocabulary.fields.${one.key}`, one.name),
    eventName: useEventName(),
    propertyName: (name: string) =>
      said(`vocabulary.properties.${name.replace(/\[\]\.?|\./g, '_')}`, name),
    /** What may be asked of an event: what every one has, and what was seen of this one. */
    propertiesOf: (event: string) => [
      ...PEOPLE.map((name) => ({ name, type: name === 'amount_fen' ? 'number' : 'text' })),
      ...(data.value?.events.find((one) => one.name === event)?.properties ?? []).filter(
        (one) => !PEOPLE.includes(one.name),
      ),
    ],
  }
}

/** What conditions can ask about, loaded once for all that lies within the outermost that provides it. */
export function provideVocabulary() {
  const given = inject(KEY, null)
  if (given) return given
  const made = make()
  provide(KEY, made)
  return made
}
export const useVocabulary = () => inject(KEY)!
