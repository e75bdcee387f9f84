import { ApiError } from '@reunion/client'
import { computed, nextTick, provide, reactive, ref, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import { notify, useAction } from './notify'

/** What keeps a form from being sent, by field: in words, or `true` for the field's own. */
export type Lacks = Record<string, string | boolean | undefined>

/** A field on the screen: the names that the server may call it by, and where it stands. */
interface Place {
  names: () => string[]
  label: () => string
  element: () => HTMLElement | null
  focus: () => void
}

/** A form that is sent: what it lacks and what the server refused is told at the fields concerned. */
export interface Saving {
  readonly busy: boolean
  /** Sends unless something is missing; true when it worked. `done` is told then. */
  save: (send: () => Promise<unknown>, done?: string) => Promise<boolean>
  /** The same, whatever is missing: for what is done on the way, such as an upload. */
  send: (send: () => Promise<unknown>, done?: string) => Promise<boolean>
  /** Whether nothing is missing; otherwise that is told, and the first such field has the focus. */
  whole: () => boolean
  /** Words of the page's own, by field. */
  refuse: (words: Record<string, string>) => void
  /** Nothing was tried, nothing is refused. */
  reset: () => void
  join: (place: Place) => () => void
  wordOf: (names: string[]) => string | boolean | undefined
  forget: (names: string[]) => void
}

export const savingKey: InjectionKey<Saving> = Symbol('saving')

/** What a refusal says of single fields. */
export const refusedFields = (error: unknown): Record<string, string> =>
  (error instanceof ApiError && (error.problem.fields as Record<string, string>)) || {}

/** Fields within the component that calls this belong to the form. */
export const provideSaving = (saving: Saving): void => provide(savingKey, saving)

const covers = (names: string[], field: string): boolean =>
  names.some(
    (name) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`),
  )

export function useSaving(lacks: () => Lacks = () => ({})): Saving {
  const { t } = useI18n()
  const { run, busy } = useAction()
  const tried = ref(false)
  const refused = ref<Record<string, string>>({})
  const places = new Set<Place>()
  const missing = computed(() => (tried.value ? lacks() : {}))
  const placeOf = (field: string) => [...places].find((place) => covers(place.names(), field))

  function wordOf(names: string[]): string | boolean | undefined {
    const said = Object.entries(refused.value).find(([field]) => covers(names, field))
    if (said) return said[1]
    return missing.value[names.find((name) => missing.value[name]) ?? '']
  }
  async function show(): Promise<void> {
    await nextTick()
    const [first] = [...places]
      .filter((place) => place.element() && wordOf(place.names()))
      .sort((a, b) => order(a.element()!, b.element()!))
    first?.focus()
  }
  function whole(): boolean {
    tried.value = true
    refused.value = {}
    const lacking = Object.entries(lacks()).filter(([, word]) => word)
    for (const [field, word] of lacking) {
      if (typeof word === 'string' && !placeOf(field)) notify(word, 'bad')
    }
    if (lacking.length) void show()
    return !lacking.length
  }
  /** The refusal in the words that stand beside the fields, where all of them are on the screen. */
  function placed(error: unknown): unknown {
    refused.value = refusedFields(error)
    const said = Object.entries(refused.value).map(([field, text]) => {
      const name = placeOf(field)?.label()
      return name && text !== (error as ApiError).detail && t('ui.said', { name, text })
    })
    const known = said.length > 0 && said.every(Boolean)
    return known ? new Error(said.join(t('ui.semicolon'))) : error
  }
  async function send(action: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (busy.value) return false
    refused.value = {}
    const sent = await run(async () => {
      try {
        await action()
      } catch (error) {
        throw placed(error)
      }
    }, done)
    if (!sent) void show()
    return sent
  }
  async function save(action: () => Promise<unknown>, done?: string): Promise<boolean> {
    const saved = whole() && (await send(action, done))
    if (saved) tried.value = false
    return saved
  }
  function forget(names: string[]): void {
    const kept = Object.entries(refused.value).filter(([field]) => !covers(names, field))
    refused.value = Object.fromEntries(kept)
  }
  function refuse(words: Record<string, string>): void {
    refused.value = words
    void show()
  }
  function reset(): void {
    tried.value = false
    refused.value = {}
  }
  function join(place: Place): () => void {
    places.add(place)
    return () => void places.delete(place)
  }
  return reactive({ busy, save, send, whole, refuse, reset, join, wordOf, forget })
}

const order = (a: HTMLElement, b: HTMLElement): number =>
  a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
