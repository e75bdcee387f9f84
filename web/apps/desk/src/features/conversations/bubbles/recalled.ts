import type { Message } from '@reunion/client'
import { shallowReactive } from 'vue'

/** Texts taken back on this page, for 重新编辑: the server forgets them at once. */
const texts = shallowReactive(new Map<string, string>())
const keyOf = (message: Message) => `${message.conversation_id}:${message.seq}`

export function keepText(message: Message): void {
  if (message.kind === 'text') texts.set(keyOf(message), message.content.text)
}

export function recalledText(message: Message): string | null {
  return texts.get(keyOf(message)) ?? null
}
