import type { Outgoing } from '@reunion/sync'
import { createGrants, type Answer, type From, type Params } from './grants'
import { outgoingOf } from './outgoing'

/** The chat beside which a page stands, and what the page can have done at the desk. */
export interface Place {
  entry: 'single_chat_tools' | 'group_chat_tools'
  /** The customer's external_userid; null in a group, and until it is known. */
  customer: () => string | null
  /** The group's chat_id; null elsewhere. */
  group: () => string | null
  /** Shows what would be sent; true once the member has sent it. */
  offer: (outgoing: Outgoing) => Promise<boolean>
  openProfile: (userid: string, external: boolean) => Promise<boolean>
  close: () => void
}

type Call = (params: Params, from: From) => Answer | Promise<Answer>

/** Answers the calls of the JS-SDK as the client does: `function not exist` for what is not of a desk. */
export function createBridge(place: Place) {
  const grants = createGrants()
  const ok = (more: object = {}): Answer => ({ err_msg: 'ok', ...more })
  const no = (why: string): Answer => ({ err_msg: `fail_${why}` })

  /** Base calls, which need no signature. */
  const base: Record<string, Call> = {
    preVerifyJSAPI: (params, from) => grants.config('preVerifyJSAPI', params, from),
    agentConfig: (params, from) => grants.agentConfig('agentConfig', params, from),
    checkJsApi: (params) => {
      const asked = Array.isArray(params.jsApiList) ? params.jsApiList.map(String) : []
      const known = (name: string) => name in base || name in ofCorps || name in ofApps
      return ok({ checkResult: Object.fromEntries(asked.map((name) => [name, known(name)])) })
    },
    closeWindow: () => (place.close(), ok()),
    hideOptionMenu: () => ok(),
    showOptionMenu: () => ok(),
    hideMenuItems: () => ok(),
    showMenuItems: () => ok(),
    hideAllNonBaseMenuItem: () => ok(),
    showAllNonBaseMenuItem: () => ok(),
  }
  const ofCorps: Record<string, Call> = {
    setClipboardData: async ({ data }) => {
      if (typeof data !== 'string') return no('invalid data')
      await navigator.clipboard.writeText(data)
      return ok()
    },
    openDefaultBrowser: ({ url }) => {
      if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return no('invalid url')
      window.open(url, '_blank', 'noopener')
      return ok()
    },
    openUserProfile: async ({ type, userid }) => {
      const shown = await place.openProfile(String(userid ?? ''), Number(type) === 2)
      return shown ? ok() : no('invalid userid')
    },
  }
  const ofApps: Record<string, Call> = {
    getContext: () => ok({ entry: place.entry, shareTicket: '' }),
    getCurExternalContact: (_, from) => {
      if (!grants.mayContact(from)) return no('no permission')
      const userId = place.customer()
      return userId ? ok({ userId }) : no('without context of external contact')
    },
    getCurExternalChat: (_, from) => {
      if (!grants.mayContact(from)) return no('no permission')
      const chatId = place.group()
      return chatId ? ok({ chatId }) : no('without context of external contact')
    },
    sendChatMessage: async (params, from) => {
      if (!grants.mayContact(from)) return no('no permission')
      const outgoing = await outgoingOf(params)
      if ('refused' in outgoing) return no(outgoing.refused)
      return (await place.offer(outgoing)) ? ok() : { err_msg: 'cancel' }
    },
  }

  async function answer(name: string, params: Params, from: From): Promise<Answer> {
    const call = own(base, name) ?? own(ofCorps, name) ?? own(ofApps, name)
    if (!call) return { err_msg: `${name}:function not exist` }
    if (own(ofApps, name) && !grants.asApp(name, from)) return denied(name)
    if (own(ofCorps, name) && !grants.asCorp(name, from)) return denied(name)
    const said = await Promise.resolve(call(params, from)).catch(() => no('failed'))
    return said.err_msg.includes(':') ? said : { ...said, err_msg: `${name}:${said.err_msg}` }
  }
  return { answer }
}

function own(calls: Record<string, Call>, name: string): Call | undefined {
  return Object.hasOwn(calls, name) ? calls[name] : undefined
}
function denied(name: string): Answer {
  return { err_msg: `${name}:access denied` }
}

export type Bridge = ReturnType<typeof createBridge>

/** Carries calls from one frame to the bridge; answers how to stop. */
export function listen(frame: () => Window | null, bridge: Bridge): () => void {
  async function hear(event: MessageEvent): Promise<void> {
    const said = event.data
    if (!frame() || event.source !== frame() || said?.reunion !== 'invoke') return
    const { page, id, name, params, url } = said
    if ([page, name, url].some((one) => typeof one !== 'string') || typeof id !== 'number') return
    const from = { origin: event.origin, page, url }
    const result = await bridge.answer(name, Object(params), from)
    frame()?.postMessage({ reunion: 'answer', page, id, result }, event.origin)
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}
