import type { Message } from '@reunion/client'

const KEEP = 5 * 60_000
const texts = new Map<string, string>()
const nameOf = (message: Message) => `${message.conversation_id}:${message.seq}`

/** A recalled text can be taken up again for five minutes, on the device that recalled it. */
export function rememberRecalled(message: Message): void {
  if (message.kind !== 'text') return
  texts.set(nameOf(message), message.content.text)
  setTimeout(() => texts.delete(nameOf(message)), KEEP)
}

export const recalledText = (message: Message) => texts.get(nameOf(message)) ?? ''
