import type { Id, Message } from '@reunion/client'
import { shallowRef } from 'vue'

const KEY = 'reunion.h5.hidden'
const MOST = 2000
const hidden = shallowRef<ReadonlySet<string>>(stored())

function stored(): ReadonlySet<string> {
  return new Set(JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[])
}
const nameOf = (conversation: Id, seq: number) => `${conversation}:${seq}`

/** Deleting a message is for this device alone: the other side, and other devices, keep it. */
export function hideMessage(message: Message): void {
  const all = [...hidden.value, nameOf(message.conversation_id, message.seq)].slice(-MOST)
  hidden.value = new Set(all)
  localStorage.setItem(KEY, JSON.stringify(all))
}

export const isHidden = (message: Message) =>
  hidden.value.has(nameOf(message.conversation_id, message.seq))

export function forgetHidden(): void {
  hidden.value = new Set()
  localStorage.removeItem(KEY)
}
