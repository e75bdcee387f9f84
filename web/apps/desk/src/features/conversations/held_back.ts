import { confirm } from '@reunion/ui'
import type { Pending } from '@reunion/sync'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { sync } from '../../api'
import type { Chat } from './chat'

/** What interception holds back is asked about at once: sent all the same, or taken back to be changed. */
export function useHeldBack(chat: Chat): void {
  const { t } = useI18n()
  const asked = new Set<string>()
  const pending = computed(() => sync.state.threads.get(chat.id)?.pending ?? [])

  async function ask(one: Pending): Promise<void> {
    const blocked = one.error?.code === 'intercepted'
    const yes = await confirm({
      title: t(blocked ? 'heldBack.blocked' : 'heldBack.warned'),
      effect: one.error?.detail ?? '',
      action: t(blocked ? 'heldBack.change' : 'heldBack.send'),
      danger: !blocked,
    })
    if (!yes) return
    if (!blocked) return sync.retry(one.client_id, true)
    const text = one.kind === 'text' ? String(one.content.text ?? '') : ''
    sync.discard(one.client_id)
    if (text) chat.inserted.value = { text }
  }

  watch(
    pending,
    (rows) => {
      const held = rows.find(
        (one) =>
          one.state === 'failed' &&
          ['intercepted', 'sensitive'].includes(one.error?.code ?? '') &&
          !asked.has(one.client_id),
      )
      if (!held) return
      asked.add(held.client_id)
      void ask(held)
    },
    { immediate: true },
  )
}
