import type { Message } from '@reunion/client'
import type { Outgoing } from '@reunion/sync'
import { inject, ref, shallowReactive, shallowRef, type InjectionKey } from 'vue'
import { sync } from '../../api'
import { prepare, type Attachment } from './composer/attachments'

interface Offer {
  name: string
  outgoing: Outgoing
  settle: (send: boolean) => void
}

/** What the parts of one open chat share: the quote, the files to send, and jumping. */
export function createChat(id: number) {
  const quoting = shallowRef<Message | null>(null)
  const attachments = shallowReactive<Attachment[]>([])
  /** A message to bring into view; History takes it and sets it back. */
  const wanted = ref<number | null>(null)
  /** Text to put into the composer, from 重新编辑 or an emoji. */
  const inserted = shallowRef<{ text: string } | null>(null)
  const viewing = shallowRef<string | null>(null)

  /** What a page beside the chat would send, until the member has sent or refused it. */
  const offered = shallowRef<Offer | null>(null)

  function offer(name: string, outgoing: Outgoing): Promise<boolean> {
    offered.value?.settle(false)
    if (sync.state.conversations.get(id)?.open === false) return Promise.resolve(false)
    return new Promise((resolve) => {
      function settle(send: boolean): void {
        offered.value = null
        if (send) sync.send(id, outgoing)
        resolve(send)
      }
      offered.value = { name, outgoing, settle }
    })
  }

  async function jump(seq: number): Promise<void> {
    await sync.openAt(id, seq)
    wanted.value = seq
  }

  async function attach(files: readonly File[]): Promise<void> {
    attachments.push(...(await Promise.all(files.map(prepare))))
  }

  return { id, quoting, attachments, wanted, inserted, viewing, offered, offer, jump, attach }
}

export type Chat = ReturnType<typeof createChat>
export const CHAT: InjectionKey<Chat> = Symbol('chat')

export function useChat(): Chat {
  return inject(CHAT)!
}
