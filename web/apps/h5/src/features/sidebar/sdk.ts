import type { PageSigned, SidebarDoor } from '@reunion/client'

type Module = typeof import('@wecom/jssdk')
export type Message = Parameters<Module['sendChatMessage']>[0]
/** How a page gets what the client checks; `anew`: what was signed before was refused. */
export type Sign = (kind: 'corp' | 'agent', url: string, anew: boolean) => Promise<PageSigned>

const APIS = [
  'getContext',
  'getCurExternalContact',
  'getCurExternalChat',
  'sendChatMessage',
  'closeWindow',
]

/** Reasons of the client that people can do something about, by what it says of them. */
const REASONS = {
  signature: /invalid signature|jsapi_?ticket|40093|42012/i,
  domain: /url domain|invalid url|50001/i,
  corp: /corpid|40013/i,
  app: /agentid/i,
  permission: /no permission|permission denied|60011/i,
  place: /without context/i,
  old: /function not exist|not support/i,
  message: /invalid (message|mediaid|imgurl)/i,
} as const
export type Reason = keyof typeof REASONS | 'other'

/** The client said no; `said` is its own word. */
export class Refused extends Error {
  readonly reason: Reason
  constructor(readonly said: string) {
    super(said)
    const known = Object.keys(REASONS) as (keyof typeof REASONS)[]
    this.reason = known.find((one) => REASONS[one].test(said)) ?? 'other'
  }
}

let sdk: Module | null = null

/** The client, once it knows whose page this is. */
export interface Sdk {
  getContext: () => Promise<{ entry: string }>
  getCurExternalContact: () => Promise<{ userId: string }>
  getCurExternalChat: () => Promise<{ chatId: string }>
}

/** The JS-SDK of 企业微信: in its client as it is, at our desk with the bridge before it; null anywhere else.
    A ticket that the client no longer takes is replaced, once. Raises Refused. */
export async function connect(found: SidebarDoor, sign: Sign): Promise<Sdk | null> {
  if (window.parent !== window) await script(`${import.meta.env.BASE_URL}bridge.js`)
  if (!/wxwork/i.test(navigator.userAgent)) return null
  const ww = (sdk = await import('@wecom/jssdk'))
  const prove = (anew: boolean) => {
    ww.register({
      corpId: found.corpid,
      agentId: found.agentid,
      jsApiList: APIS,
      getConfigSignature: (url) => sign('corp', url, anew),
      getAgentConfigSignature: (url) => sign('agent', url, anew),
    })
    return told<unknown>(() => ww.ensureConfigReady())
  }
  try {
    await prove(false)
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'signature') throw error
    await prove(true)
  }
  return {
    getContext: () => told(() => ww.getContext()),
    getCurExternalContact: () => told(() => ww.getCurExternalContact()),
    getCurExternalChat: () => told(() => ww.getCurExternalChat()),
  }
}

/** Into the chat; false where the member did not send it. Raises Refused. */
export async function send(message: Message): Promise<boolean> {
  try {
    await told(() => sdk!.sendChatMessage(message))
    return true
  } catch (error) {
    if (error instanceof Refused && /:cancel/.test(error.said)) return false
    throw error
  }
}

/** The client rejects with an object of its own; all else is thrown as it is. */
async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const said = error && typeof error === 'object' && 'errMsg' in error ? error.errMsg : null
    if (typeof said !== 'string') throw error
    const code = (error as { errCode?: unknown }).errCode
    throw new Refused(typeof code === 'number' && code > 0 ? `${said} (${code})` : said)
  }
}

function script(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script')
    element.src = src
    element.onload = () => resolve()
    element.onerror = () => reject(new Error(src))
    document.head.append(element)
  })
}
