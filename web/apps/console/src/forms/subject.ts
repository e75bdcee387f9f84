import type { Id } from '@reunion/client'
import { useSaving, type Lacks } from '@reunion/ui'
import { computed, reactive, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '../api'

interface Subject<Kept, Form> {
  /** What is open: one that is kept, one to be made, or none. */
  subject: () => Kept | 'new' | null
  /** Where such things are made; one that is kept has its id behind it. */
  path: string
  change: 'put' | 'patch'
  fill: (kept: Kept | null) => Form
  /** What is missing of it, by field. */
  lacks: (form: Form) => Lacks
  saved: (one: Kept) => void
}

/** A form that makes or changes one thing: filled anew for each subject. */
export function useSubjectForm<Kept extends { id: Id }, Form extends object>(
  given: Subject<Kept, Form>,
) {
  const { t } = useI18n()
  const kept = computed(() => {
    const subject = given.subject()
    return subject === 'new' ? null : subject
  })
  const form = reactive(given.fill(kept.value)) as Form
  const saving = useSaving(() => given.lacks(form))
  watch(given.subject, () => Object.assign(form, given.fill(kept.value)))

  async function save(body: object): Promise<void> {
    const { path, change } = given
    let one: Kept
    const send = async () => {
      one = kept.value
        ? await api[change]<Kept>(`${path}/${kept.value.id}`, body)
        : await api.post<Kept>(path, body)
    }
    if (await saving.save(send, t('list.saved'))) given.saved(one!)
  }
  return { kept, form, saving, save }
}
