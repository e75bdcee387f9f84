import type { SidebarDoor, SidebarGroup } from '@reunion/client'
import type { Router } from 'vue-router'
import { ApiError } from '@reunion/client'
import { begin, current, door, group, sign } from './api'
import { connect, type Sdk } from './sdk'

/** Why there is nobody to show. */
export type Nobody = 'outside' | 'no_corp'
export type Opened = { profileNo: number } | { group: SidebarGroup } | { nobody: Nobody }

const STATE = 'reunion.sidebar.state'
const PATIENCE = [500, 1000, 2000, 3000]

/** Learns who opened the page, then whose chat it stands beside. Resolves to null while it leads away.
    Raises ApiError, and Refused where the client says no. */
export async function open(router: Router): Promise<Opened | null> {
  const asked = router.currentRoute.value.query
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : '')
  const corp = text('corp')
  if (!corp) return { nobody: 'no_corp' }
  const found = await door(corp)
  const wanted = sessionStorage.getItem(STATE)
  sessionStorage.removeItem(STATE)
  if (!text('code') || !wanted || text('state') !== wanted) {
    leave(found, corp)
    return null
  }
  await router.replace({ name: 'sidebar', query: { corp } })
  await begin(corp, text('code'))
  const client = await connect(found, sign)
  return client ? beside(client) : { nobody: 'outside' }
}

/** The customer or the group of the chat. */
async function beside(client: Sdk): Promise<Opened> {
  const { entry } = await client.getContext()
  if (entry === 'group_chat_tools') {
    const { chatId } = await client.getCurExternalChat()
    return { group: await patiently(() => group(chatId)) }
  }
  const { userId } = await client.getCurExternalContact()
  return { profileNo: (await patiently(() => current(userId))).profile_no }
}

function leave(found: SidebarDoor, corp: string): void {
  const state = crypto.randomUUID()
  sessionStorage.setItem(STATE, state)
  const here = `${location.origin}${location.pathname}?${new URLSearchParams({ corp })}`
  const query = new URLSearchParams({
    appid: found.corpid,
    redirect_uri: here,
    response_type: 'code',
    scope: 'snsapi_base',
    state,
    agentid: String(found.agentid),
  })
  location.replace(`${found.authorize}?${query}#wechat_redirect`)
}

/** Who was added this moment, and a group that was just made, are read within seconds. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const wait of PATIENCE) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not_known_yet') throw error
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return ask()
}
