import type { Media } from '@reunion/client'
import { api } from '../../api'

/** A page of an app beside the chat. */
export interface ChatTool {
  id: number
  app_id: number
  name: string
  url: string
}

/** What a page says of itself, as the JS-SDK hands it over. */
export interface PageSignature {
  kind: 'corp' | 'agent'
  corpid: string
  agentid?: number
  timestamp: string
  noncestr: string
  signature: string
  url: string
}

export const chatTools = (signal?: AbortSignal) =>
  api.get<{ items: ChatTool[] }>('/api/desk/chat-tools', { signal }).then((found) => found.items)
export const checkSignature = (said: PageSignature) =>
  api.post<{ name: string; may_contact: boolean }>('/api/desk/chat-tools/signature', said)
export const profileOf = (userid: string, external: boolean) =>
  api.get<{ principal_id: number }>('/api/desk/chat-tools/profile', { query: { userid, external } })
export const mediaOf = (media_id: string) =>
  api.post<Media>('/api/desk/chat-tools/media', { media_id })
