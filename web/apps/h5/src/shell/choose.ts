import { shallowRef } from 'vue'

export interface Choice {
  value: string
  label: string
  danger?: boolean
}
export interface Asked {
  title: string
  choices: Choice[]
  answer: (value: string | null) => void
}

export const asked = shallowRef<Asked | null>(null)

/** An action sheet from the bottom edge; the value of what was chosen, or null. */
export function choose(title: string, choices: Choice[]): Promise<string | null> {
  asked.value?.answer(null)
  return new Promise((resolve) => {
    const answer = (value: string | null) => {
      asked.value = null
      resolve(value)
    }
    asked.value = { title, choices, answer }
  })
}
