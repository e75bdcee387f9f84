import { ApiError, type Condition } from '@reunion/client'
import { computed, nextTick, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { asGroup, unfinished } from './definition'
import { firstUnfinished, goTo } from './places'

/** What keeps something from being saved; `field` is its place in the form, '' the condition's. */
export interface Lack {
  field: string
  text: string
}

/** Told at its place and beside the button once somebody has tried to save. */
export function useLacks(found: () => Lack[], definition: () => Condition) {
  const tried = ref(false)
  const lacks = computed(() => (tried.value ? found() : []))
  const lackOf = (field: string) => lacks.value.find((one) => one.field === field)?.text

  /** Whether nothing is missing; otherwise the first that is comes into sight. */
  function whole(): boolean {
    tried.value = true
    const [first] = found()
    if (first) void nextTick(() => show(first))
    return !first
  }
  function show(one: Lack): void {
    const place = one.field ? null : firstUnfinished(asGroup(definition()))
    if (place) return goTo(place)
    const said = document.querySelector('form.edit .main [role=alert]')
    said?.scrollIntoView({ block: 'center' })
    said?.closest('.field')?.querySelector('input')?.focus()
  }
  return { lacks, lackOf, whole }
}

/** What a definition lacks: it is unread, refused, or not filled in. */
export function useDefinitionLacks() {
  const { t } = useI18n()
  return (definition: Condition, broken: boolean, error: unknown): Lack[] => {
    if (broken) return [{ field: '', text: t('segments.lacks.text') }]
    const n = unfinished(definition)
    if (n) return [{ field: '', text: t('segments.missing', n) }]
    const refused = error instanceof ApiError && error.code === 'bad_definition'
    return refused ? [{ field: '', text: t('segments.lacks.definition') }] : []
  }
}
