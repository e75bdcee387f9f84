import type { AskedForm, AskedForms, AskedQuestion, EventFilter } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed } from 'vue'
import { api } from '../../../api'

export const FORM_EVENT = 'form_submitted'
export const FORMS_PATH = '/api/console/forms/questions'

/** Whether a property is what events tell of answers, which forms have words for. */
export const isAnswer = (event: string, property: string): boolean =>
  event === FORM_EVENT && /^(answer_.*|answers|title)$/.test(property)

/** The forms that conditions on an event name. */
const formsIn = (where: EventFilter[]): string[] => [
  ...new Set(
    where
      .filter((one) => one.property === 'subject' && one.is === 'one_of')
      .flatMap((one) => (Array.isArray(one.value) ? one.value.map(String) : [])),
  ),
]

/** The questions that all forms mean by the same property. */
function common([first, ...others]: AskedForm[]): AskedQuestion[] {
  return (first?.questions ?? []).flatMap((one) => {
    const same = others.map((form) =>
      form.questions.find(
        ({ property, label }) => property === one.property && label === one.label,
      ),
    )
    if (same.some((found) => !found)) return []
    const choices = [...one.choices, ...same.flatMap((found) => found!.choices)]
    return [{ ...one, choices: [...new Set(choices)] }]
  })
}

/** What may be asked about the answers to the forms that are named. */
export function useAnswers(of: () => { event: string; where: EventFilter[] }) {
  const ids = computed(() => {
    const { event, where } = of()
    return event === FORM_EVENT ? formsIn(where) : []
  })
  const { data } = useLoad(
    async (signal) =>
      ids.value.length
        ? (await api.get<AskedForms>(FORMS_PATH, { query: { ids: ids.value }, signal })).items
        : [],
    [() => ids.value.join()],
  )
  return {
    isNamed: computed(() => ids.value.length > 0),
    questions: computed(() => common(data.value ?? [])),
  }
}
