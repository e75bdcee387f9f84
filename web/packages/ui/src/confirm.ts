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
  /** Asks for the reason too, under this label; it may stay empty. */
  why?: string
  answer: (yes: boolean, why: string) => void
}

export const asked = shallowRef<Asked | null>(null)

function ask(question: Omit<Asked, 'answer'>): Promise<string | null> {
  asked.value?.answer(false, '')
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes, why) => {
        asked.value = null
        resolve(yes ? why.trim() : null)
      },
    }
  })
}

/** Asks through the page's one ConfirmHost; true when the person agreed. */
export const confirm = async (question: Question): Promise<boolean> =>
  (await ask(question)) !== null

/** The same with a line for the reason: what was written there, null when the person did not agree. */
export const confirmWhy = (question: Question & { why: string }): Promise<string | null> =>
  ask(question)
