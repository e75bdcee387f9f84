import type { Message } from '@reunion/client'
import { inject, ref, shallowReactive, shallowRef, type InjectionKey } from 'vue'
import { sync } from '../../api'
import { prepare, type Attachment } from './composer/attachments'

/** What the parts of one open chat share: the quote, the files to send, and jumping. */
export function createChat(id: number) {
  const quoting = shallowRef<Message | null>(null)
  const attachments = shallowReactive<Attachment[]>([])
  /** A message to bring into view; History takes it and sets it back. */
  const wanted = ref<number | null>(null)
  /** Text to put into the composer, from 重新编辑 or an emoji. */
  const inserted = shallowRef<{ text: string } | null>(null)
  const viewing = shallowRef<string | null>(null)

  async function jump(seq: number): Promise<void> {
    await sync.openAt(id, seq)
    wanted.value = seq
  }

  async function attach(files: readonly File[]): Promise<void> {
    attachments.push(...(await Promise.all(files.map(prepare))))
  }

  return { id, quoting, attachments, wanted, inserted, viewing, jump, attach }
}

export type Chat = ReturnType<typeof createChat>
export const CHAT: InjectionKey<Chat> = Symbol('chat')

export function useChat(): Chat {
  return inject(CHAT)!
}
