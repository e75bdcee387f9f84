import type { AppContact } from '@reunion/client'
import { useSync } from '@reunion/sync'
import { confirm } from '@reunion/ui'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { choose, type Choice } from '../../shell/choose'
import { tried } from '../../shell/failure'
import { toast } from '../../shell/toast'
import { addAgain, changeContact, deleteContact, shownName } from './contacts'

/** What a customer can do with a contact, each with its effect said before it happens. */
export function useContactActions(contact: ComputedRef<AppContact | undefined>) {
  const { t } = useI18n()
  const router = useRouter()
  const sync = useSync()
  const id = () => contact.value!.member_id
  const name = () => shownName(contact.value!)

  async function talk(): Promise<void> {
    const known = contact.value!.conversation_id
    if (known !== null) {
      await router.push({ name: 'chat', params: { id: known } })
      return
    }
    await tried(t, async () => {
      const conversation = await sync.startConversation(id())
      await router.push({ name: 'chat', params: { id: conversation.id } })
    })
  }

  async function add(): Promise<void> {
    await tried(t, async () => {
      const added = await addAgain(id())
      if (added.state === 'requested') toast(t('landing.sent'), 'done')
      else if (added.conversation_id !== null) {
        await sync.refresh()
        await router.push({ name: 'chat', params: { id: added.conversation_id } })
      }
    })
  }

  async function block(): Promise<void> {
    const yes = await confirm({
      title: t('contact.blockTitle', { name: name() }),
      effect: t('contact.blockEffect'),
      action: t('contact.block'),
      danger: true,
    })
    if (yes && (await tried(t, () => changeContact(id(), { blocked: true })))) {
      toast(t('contact.blockDone'), 'done')
      await sync.refresh()
    }
  }

  async function unblock(): Promise<void> {
    if (await tried(t, () => changeContact(id(), { blocked: false }))) await sync.refresh()
  }

  async function remove(): Promise<void> {
    const yes = await confirm({
      title: t('contact.deleteTitle', { name: name() }),
      effect: t('contact.deleteEffect', { name: name() }),
      action: t('contact.delete'),
      danger: true,
    })
    if (yes && (await tried(t, () => deleteContact(id())))) {
      toast(t('contact.deleteDone'), 'done')
      await router.replace({ name: 'contacts' })
    }
  }

  async function more(): Promise<void> {
    const active = contact.value!.state === 'active'
    const choices: Choice[] = []
    if (active) choices.push({ value: 'remark', label: t('contact.remark') })
    if (contact.value!.blocked) choices.push({ value: 'unblock', label: t('contact.unblock') })
    else if (active) choices.push({ value: 'block', label: t('contact.block') })
    if (active) choices.push({ value: 'delete', label: t('contact.delete'), danger: true })
    if (!active && !contact.value!.blocked) choices.push({ value: 'add', label: t('contact.add') })
    const picked = await choose('', choices)
    if (picked === 'remark') await router.push({ name: 'remark', params: { id: id() } })
    if (picked === 'block') await block()
    if (picked === 'unblock') await unblock()
    if (picked === 'delete') await remove()
    if (picked === 'add') await add()
  }

  return { talk, add, block, unblock, remove, more }
}
