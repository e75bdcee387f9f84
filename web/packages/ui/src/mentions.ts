import { computed, ref, type Ref } from 'vue'

const ALL = 0

/** Somebody who can be called by name; `from` stands behind it, as in 小美 @微信. */
export interface Callable {
  id: number
  name: string
  avatar_url: string | null
  from: string | null
}

/** Who is called by @ while a message is written: whom the words before the cursor could mean, and who was picked. */
export function useMentions(
  text: Ref<string>,
  callable: Ref<readonly Callable[]>,
  all: Ref<boolean>,
) {
  /** Where the @ stands that is being completed; null: none is. */
  const at = ref<number | null>(null)
  const asked = ref('')
  const picked = new Map<number, string>()

  /** Looks at the words before the cursor. */
  function look(cursor: number): void {
    const found = /@([^\s@]{0,20})$/.exec(text.value.slice(0, cursor))
    // an address such as a@b is none
    const before = found ? text.value[cursor - found[0].length - 1] : undefined
    const opens = found && !/[A-Za-z0-9._-]/.test(before ?? '')
    at.value = opens ? cursor - found[0].length : null
    asked.value = opens ? found[1]!.toLowerCase() : ''
  }
  const choices = computed(() => {
    if (at.value === null) return []
    const fits = callable.value.filter((one) => one.name.toLowerCase().includes(asked.value))
    return all.value ? [...(asked.value ? [] : [null]), ...fits] : fits
  })
  /** The text with the name in it, and where the cursor goes; null is everybody, called `everybody`. */
  function pick(one: Callable | null, everybody: string): number {
    const name = one?.name ?? everybody
    picked.set(one?.id ?? ALL, name)
    const start = at.value!
    const rest = text.value.slice(start + 1 + asked.value.length)
    text.value = `${text.value.slice(0, start)}@${name} ${rest}`
    at.value = null
    return start + name.length + 2
  }
  /** Those whose name still stands in the words that are sent. */
  function called(words: string): { at?: number[]; at_all?: boolean } {
    const ids = [...picked].filter(([, name]) => words.includes(`@${name}`)).map(([id]) => id)
    picked.clear()
    const people = ids.filter((id) => id !== ALL)
    return {
      ...(people.length ? { at: people } : {}),
      ...(ids.includes(ALL) ? { at_all: true } : {}),
    }
  }
  return { choices, look, pick, called, close: () => (at.value = null) }
}
