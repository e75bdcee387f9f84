import { ApiError, NetworkError } from '@reunion/client'
import { ref, shallowReactive } from 'vue'
import { useI18n } from 'vue-i18n'

export type Tone = 'good' | 'bad' | 'plain'
export interface Note {
  id: number
  text: string
  tone: Tone
}

const STAY = { good: 3000, plain: 3000, bad: 8000 }
export const notes = shallowReactive<Note[]>([])
let last = 0

export function dismiss(id: number): void {
  const at = notes.findIndex((note) => note.id === id)
  if (at >= 0) notes.splice(at, 1)
}

function put(text: string, tone: Tone): number {
  const id = ++last
  if (notes.length > 2) notes.shift()
  notes.push({ id, text, tone })
  setTimeout(() => dismiss(id), STAY[tone])
  return id
}
/** A short line at the top of the page; screen readers hear it. */
export const notify = (text: string, tone: Tone = 'good'): void => void put(text, tone)

/** A server's or the network's failure in words for people. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useI18n()
  return (error) => {
    if (error instanceof ApiError) return error.detail
    if (error instanceof NetworkError) return t('ui.offline')
    return error instanceof Error ? error.message : String(error)
  }
}

/** Something a button does: one at a time, `busy` meanwhile, a failure is told until it is tried again; true when
 * it worked. */
export function useAction() {
  const busy = ref(false)
  const textOf = useErrorText()
  let told = 0

  async function run(action: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    dismiss(told)
    try {
      await action()
      if (done) notify(done)
      return true
    } catch (error) {
      told = put(textOf(error), 'bad')
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, run }
}
