import type { Conversation } from '@reunion/client'
import { useAction } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { sync } from '../../api'
import type { MenuItem } from '../../shell/menu'

/** What can be done with a conversation from the list. */
export function useConversationMenu(): (conversation: Conversation) => MenuItem[] {
  const { t } = useI18n()
  const { run } = useAction()
  const route = useRoute()
  const router = useRouter()

  async function hide(id: number): Promise<void> {
    await sync.setHidden(id)
    if (route.params.id === String(id)) await router.push({ name: 'messages' })
  }

  return ({ id, pinned, muted, unread }) => [
    {
      text: t(pinned ? 'list.unpin' : 'list.pin'),
      run: () => run(() => sync.setPinned(id, !pinned)),
    },
    {
      text: t(muted ? 'list.unmute' : 'list.mute'),
      run: () => run(() => sync.setMuted(id, !muted)),
    },
    ...(unread ? [{ text: t('list.markRead'), run: () => sync.markRead(id) }] : []),
    { text: t('list.hide'), run: () => run(() => hide(id)) },
  ]
}
