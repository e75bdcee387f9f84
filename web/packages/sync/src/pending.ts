import type { Id, Media } from '@reunion/client'
import type { StoredPending } from './cache'
import { newId } from './parts'
import type { Outgoing, Pending } from './types'

const BYTES_KEPT_AFTER_MS = 60_000

function localMedia(clientId: string, outgoing: Extract<Outgoing, { file: Blob }>): Media {
  const { kind, file, name, width, height, duration_ms } = outgoing
  return {
    id: clientId,
    kind,
    name,
    url: '',
    mime: file.type,
    size: file.size,
    ...(width && { width }),
    ...(height && { height }),
    ...(duration_ms && { duration_ms }),
  }
}

let lastMoment = 0

/** Never the same twice: what is sent in one breath keeps its order after a reload too. */
function nextMoment(): string {
  lastMoment = Math.max(Date.now(), lastMoment + 1)
  return new Date(lastMoment).toISOString()
}

/** The row that is stored; its content is what the bubble will draw. */
export function rowOf(conversationId: Id, outgoing: Outgoing): StoredPending {
  const client_id = newId()
  let content: object
  if ('file' in outgoing) content = { media: localMedia(client_id, outgoing) }
  else if ('media' in outgoing) content = { media: outgoing.media }
  else content = outgoing.content
  return {
    client_id,
    conversation_id: conversationId,
    kind: outgoing.kind,
    // a reactive proxy cannot be stored: the copy is plain
    content: JSON.parse(JSON.stringify(content)) as Record<string, unknown>,
    reply_to: outgoing.reply_to ?? null,
    created_at: nextMoment(),
    state: 'waiting',
    error: null,
    file: 'file' in outgoing ? outgoing.file : null,
    file_name: 'file' in outgoing ? outgoing.name : '',
    media_id: 'media' in outgoing ? outgoing.media.id : null,
  }
}

/** Object URLs of bytes not uploaded yet, by client_id. */
export class LocalBytes {
  private readonly urls = new Map<string, string>()

  shown(row: StoredPending, progress = 0): Pending {
    const { client_id, conversation_id, kind, content, reply_to, created_at, state, error } = row
    const pending: Pending = {
      client_id,
      conversation_id,
      kind,
      content,
      reply_to,
      created_at,
      state,
      error,
      progress,
    }
    if (!row.file) return pending
    let url = this.urls.get(row.client_id)
    if (!url) this.urls.set(row.client_id, (url = URL.createObjectURL(row.file)))
    const media = content.media as Media
    return { ...pending, content: { media: { ...media, url } } }
  }

  /** The bubble may still show the local picture while the server's one loads. */
  release(clientId: string): void {
    const url = this.urls.get(clientId)
    if (!url) return
    this.urls.delete(clientId)
    setTimeout(() => URL.revokeObjectURL(url), BYTES_KEPT_AFTER_MS)
  }
}
