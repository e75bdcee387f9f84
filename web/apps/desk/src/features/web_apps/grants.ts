import { ApiError } from '@reunion/client'
import { checkSignature } from './tools'

/** What a call answers, in the words of the client: `name:ok`, or why not. */
export type Answer = { err_msg: string; errCode?: number } & Record<string, unknown>
export type Params = Record<string, unknown>

/** Who calls: the origin is the browser's word, `page` is made anew at each load of a document. */
export interface From {
  origin: string
  page: string
  url: string
}

/** What the pages in one frame have proved, and what they asked to call. */
export function createGrants() {
  const corps = new Map<string, Set<string>>()
  const agents = new Map<string, { apis: Set<string>; mayContact: boolean }>()
  const keyOf = (from: From) => `${from.origin} ${from.page}`

  async function config(name: string, params: Params, from: From): Promise<Answer> {
    return check(name, from, async () => {
      await checkSignature({
        kind: 'corp',
        corpid: text(params.appId ?? params.verifyAppId),
        timestamp: text(params.verifyTimestamp),
        noncestr: text(params.verifyNonceStr),
        signature: text(params.verifySignature),
        url: from.url,
      })
      corps.set(keyOf(from), new Set(names(params.verifyJsApiList)))
    })
  }

  async function agentConfig(name: string, params: Params, from: From): Promise<Answer> {
    return check(name, from, async () => {
      const app = await checkSignature({
        kind: 'agent',
        corpid: text(params.corpid),
        agentid: Number(params.agentid) || 0,
        timestamp: text(params.timestamp),
        noncestr: text(params.nonceStr),
        signature: text(params.signature),
        url: from.url,
      })
      const apis = new Set(names(params.jsApiList))
      agents.set(keyOf(from), { apis, mayContact: app.may_contact })
    })
  }

  /** Whether the page may make this call as an app of the company. */
  function asApp(name: string, from: From): boolean {
    return agents.get(keyOf(from))?.apis.has(name) ?? false
  }
  function mayContact(from: From): boolean {
    return agents.get(keyOf(from))?.mayContact ?? false
  }
  function asCorp(name: string, from: From): boolean {
    return (corps.get(keyOf(from))?.has(name) ?? false) || asApp(name, from)
  }
  return { config, agentConfig, asApp, asCorp, mayContact }
}

export type Grants = ReturnType<typeof createGrants>

/** Reasons by errcode, in the client's words: pages compare them. `reason` says more, to people. */
const SAID: Record<number, string> = {
  40013: 'invalid corpid',
  40056: 'invalid agentid',
  40093: 'invalid signature',
  50001: 'invalid url domain',
  60011: 'no permission',
}

async function check(name: string, from: From, prove: () => Promise<void>): Promise<Answer> {
  if (new URL(from.url).origin !== from.origin) return { err_msg: `${name}:fail_invalid url` }
  try {
    await prove()
    return { err_msg: `${name}:ok` }
  } catch (error) {
    if (!(error instanceof ApiError)) return { err_msg: `${name}:fail_network error` }
    const errCode = error.problem.errcode ?? -1
    return { err_msg: `${name}:fail_${SAID[errCode] ?? error.code}`, errCode, reason: error.detail }
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
