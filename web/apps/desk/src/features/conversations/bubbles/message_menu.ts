import type { Message } from '@reunion/client'
import { notify, useAction } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { sync } from '../../../api'
import type { MenuItem } from '../../../shell/menu'
import { copyText } from '../../../shell/copy'
import { useChat } from '../chat'
import { noteMessage } from '../../promises/promises'
import { counterpart } from '../counterpart'
import { keepText } from './recalled'

const RECALL_WITHIN_MS = 120_000

/** What can be done with a message. */
export function useMessageMenu(): (message: Message) => MenuItem[] {
  const { t } = useI18n()
  const { run } = useAction()
  const chat = useChat()

  async function copy(text: string): Promise<void> {
    await copyText(text)
    notify(t('app.copied'))
  }
  async function recall(message: Message): Promise<void> {
    keepText(message)
    await sync.recall(message.conversation_id, message.seq)
  }

  return (message) => {
    const items: MenuItem[] = []
    if (message.kind === 'text') {
      items.push({ text: t('menu.copy'), run: () => copy(message.content.text) })
    }
    if (message.kind === 'link') {
      items.push({ text: t('menu.copyLink'), run: () => copy(message.content.url) })
    }
    if ('media' in message.content) {
      const { url, name } = message.content.media
      items.push({ text: t('menu.save'), run: () => save(url, name) })
    }
    items.push({ text: t('menu.quote'), run: () => (chat.quoting.value = message) })
    const talk = sync.state.conversations.get(message.conversation_id)
    const customer = talk?.kind === 'external' && talk.open ? counterpart(talk) : null
    if (customer && !message.recalled) {
      const note = () => noteMessage(message, customer.principal_id, customer.name)
      items.push({ text: t('promise.fromMessage'), run: note })
    }
    const mine = message.sender_id === sync.meIn(message.conversation_id)
    if (mine && Date.now() - Date.parse(message.sent_at) < RECALL_WITHIN_MS) {
      items.push({ text: t('menu.recall'), run: () => run(() => recall(message)) })
    }
    return items
  }
}

function save(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
