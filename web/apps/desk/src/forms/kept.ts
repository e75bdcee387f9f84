import { onScopeDispose, watch, type Ref } from 'vue'
import { session } from '../session'

const PREFIX = 'reunion.desk.form.'

/**
 * What is typed into a form outlives a reload and a look at another page: it lies in this tab until `forget`.
 * `begin` fills the form, with what is kept on top of what `fill` put there; true when something was kept.
 */
export function useKept(name: string, fields: Record<string, Ref<unknown>>) {
  const key = `${PREFIX}${session.value?.principal_id ?? 0}.${name}`
  const now = () =>
    JSON.stringify(Object.fromEntries(Object.entries(fields).map(([k, one]) => [k, one.value])))
  let blank = now()

  function save(form: string): void {
    if (form === blank) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, form)
  }
  function begin(fill?: () => void): boolean {
    const found = sessionStorage.getItem(key)
    fill?.()
    blank = now()
    const kept = found ? (JSON.parse(found) as Record<string, unknown>) : {}
    for (const [k, field] of Object.entries(fields)) if (k in kept) field.value = kept[k]
    save(now())
    return now() !== blank
  }
  function forget(): void {
    blank = now()
    sessionStorage.removeItem(key)
  }
  onScopeDispose(watch(now, save, { flush: 'sync' }))
  return { begin, forget }
}

/** Whoever signs in next finds nothing of who was here. */
export function forgetForms(): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}
