import type { Message } from '@reunion/client'
import { useSync } from '@reunion/sync'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { tried } from '../../../shell/failure'
import { toast } from '../../../shell/toast'
import { hideMessage } from '../hidden'
import type { MenuEntry } from './MessageMenu.vue'
import { rememberRecalled } from './recalled'

const RECALL_WITHIN = 2 * 60_000

/** What a long press on a message offers, and what each entry does. */
export function useMessageMenu(quote: (message: Message) => void) {
  const { t } = useI18n()
  const sync = useSync()
  const open = shallowRef<{ message: Message; at: HTMLElement; entries: MenuEntry[] } | null>(null)

  function entriesOf(message: Message): MenuEntry[] {
    const mine = message.sender_id === sync.meIn(message.conversation_id)
    const young = Date.now() - Date.parse(message.sent_at) < RECALL_WITHIN
    const entries: MenuEntry[] = []
    if (message.kind === 'text' || message.kind === 'link') {
      entries.push({ name: 'copy', label: t('menu.copy'), icon: 'copy' })
    }
    if (sync.state.conversations.get(message.conversation_id)?.open) {
      entries.push({ name: 'quote', label: t('menu.quote'), icon: 'quote' })
    }
    if (mine && young) entries.push({ name: 'recall', label: t('menu.recall'), icon: 'undo' })
    entries.push({ name: 'delete', label: t('menu.delete'), icon: 'trash' })
    return entries
  }

  function show(message: Message, at: HTMLElement): void {
    open.value = { message, at, entries: entriesOf(message) }
  }

  async function pick(name: string): Promise<void> {
    const message = open.value!.message
    open.value = null
    if (name === 'copy' && (message.kind === 'text' || message.kind === 'link')) {
      const text = message.kind === 'text' ? message.content.text : message.content.url
      if (await tried(t, () => navigator.clipboard.writeText(text))) toast(t('menu.copied'), 'done')
    }
    if (name === 'quote') quote(message)
    if (name === 'delete') hideMessage(message)
    if (name === 'recall') {
      rememberRecalled(message)
      await tried(t, () => sync.recall(message.conversation_id, message.seq))
    }
  }

  return { open, show, pick, close: () => (open.value = null) }
}
