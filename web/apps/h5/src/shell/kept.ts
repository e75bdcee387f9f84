import { customRef, type Ref } from 'vue'

const PREFIX = 'reunion.h5.text.'

/** What is typed here lies in this tab, so that a reload or another page loses nothing. */
export function keptText(name: string): Ref<string> {
  const key = PREFIX + name
  return customRef((track, trigger) => ({
    get() {
      track()
      return sessionStorage.getItem(key) ?? ''
    },
    set(text) {
      if (text) sessionStorage.setItem(key, text)
      else sessionStorage.removeItem(key)
      trigger()
    },
  }))
}

/** Whoever signs in next finds nothing of who was here. */
export function forgetTexts(): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}
