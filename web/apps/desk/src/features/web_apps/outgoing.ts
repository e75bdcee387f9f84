import { ApiError } from '@reunion/client'
import type { Outgoing } from '@reunion/sync'
import type { Params } from './grants'
import { mediaOf } from './tools'

const OURS = /^\/media\/[\w-]+(\?w=\d+)?$/

const NONE = { refused: 'invalid message' }

/** What a page may give to sendChatMessage, as one of our messages; or why it is none. */
export async function outgoingOf(params: Params): Promise<Outgoing | { refused: string }> {
  const kind = String(params.msgtype ?? '')
  const body = (params[kind] ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '')
  if (kind === 'text') {
    const words = text('content')
    return words ? { kind, content: { text: words } } : NONE
  }
  if (kind === 'news') {
    if (!/^https?:\/\/\S+$/.test(text('link'))) return NONE
    const image_url = ours(text('imgUrl'))
    const content = { title: text('title').slice(0, 128) || text('link'), url: text('link') }
    const desc = text('desc').slice(0, 512)
    return {
      kind: 'link',
      content: { ...content, ...(desc && { desc }), ...(image_url && { image_url }) },
    }
  }
  if (kind === 'miniprogram') {
    const content = { title: text('title'), appid: text('appid'), page: text('page') }
    return content.title && content.appid && content.page ? { kind, content } : NONE
  }
  if (kind === 'image' || kind === 'video' || kind === 'file') {
    const media = text('mediaid') && (await mediaOf(text('mediaid')).catch(gone))
    return media && media.kind === kind ? { kind, media } : { refused: 'invalid mediaid' }
  }
  return NONE
}

/** A file that is not the company's, or has expired; anything else is a failure. */
function gone(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}

/** Pictures of other hosts are not shown in chats; those of this server are named by their path. */
function ours(address: string): string {
  try {
    const url = new URL(address)
    const path = url.pathname + url.search
    return url.origin === location.origin && OURS.test(path) ? path : ''
  } catch {
    return ''
  }
}
