import type { CustomerCard, Id } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { onBeforeUnmount } from 'vue'
import { api, sync } from '../../api'

const pathOf = (contactId: number) => `/api/desk/customers/${contactId}`

export type Remarks = Partial<{
  remark: string
  description: string
  company: string
  mobiles: string[]
}>

/** A customer's card with what can be done to it; follows changes made elsewhere. */
export function useCustomer(contactId: () => number) {
  const loaded = useLoad<CustomerCard>(
    (signal) => api.get(pathOf(contactId()), { signal }),
    [contactId],
  )
  onBeforeUnmount(sync.on('contacts', loaded.reload))

  async function write(remarks: Remarks): Promise<void> {
    const card = await api.patch<CustomerCard>(pathOf(contactId()), remarks)
    loaded.data.value = card
    if ('remark' in remarks && card.conversation_id)
      await sync.reloadConversation(card.conversation_id)
  }
  async function tag(add: string[], remove: string[]): Promise<void> {
    const path = `${pathOf(contactId())}/tags`
    loaded.data.value = await api.put<CustomerCard>(path, { add, remove })
  }
  /** She works for a partner company; null takes it back. */
  async function employ(said: { partner_id: Id; position: string } | null): Promise<void> {
    const path = `${pathOf(contactId())}/partner`
    const card = said
      ? await api.put<CustomerCard>(path, said)
      : await api.delete<CustomerCard>(path)
    loaded.data.value = card
    if (card.conversation_id) await sync.reloadConversation(card.conversation_id)
  }
  async function remove(): Promise<void> {
    await api.delete(pathOf(contactId()))
    await sync.refresh()
  }
  return { ...loaded, write, tag, employ, remove }
}

/** How the member calls this customer. */
export function nameOf(customer: { name: string; follow: { remark: string } }): string {
  return customer.follow.remark || customer.name
}
