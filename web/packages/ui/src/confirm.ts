import { shallowRef } from 'vue'

export interface Question {
  title: string
  /** What will happen, in words and numbers: 将影响 8,400 位客户. */
  effect: string
  /** The word on the button: the verb itself, never OK. */
  action: string
  danger?: boolean
  /** Asks for this word to be typed first; for what cannot be undone. */
  typed?: string
}

export interface Asked extends Question {
  answer: (yes: boolean) => void
}

export const asked = shallowRef<Asked | null>(null)

/** Asks through the page's one ConfirmHost; true when the person agreed. */
export function confirm(question: Question): Promise<boolean> {
  asked.value?.answer(false)
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = null
        resolve(yes)
      },
    }
  })
}
