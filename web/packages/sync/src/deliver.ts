import {
  ApiError,
  NetworkError,
  type Draft,
  type Id,
  type Media,
  type Message,
  type ServerFrame,
} from '@reunion/client'
import type { StoredPending } from './cache'
import { newId, type Parts } from './parts'

const ANSWER_WITHIN_MS = 8_000

/** Worth another try by itself: no answer, a server in trouble, or too many at once. */
export function passing(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  if (!(error instanceof ApiError)) return false
  return error.status >= 500 || [401, 408, 425, 429].includes(error.status)
}

function mediaOf(content: Record<string, unknown>): Media {
  return content.media as Media
}

/** One attempt to get one message to the server. The client_id makes any number of attempts one message. */
export function createDelivery({ surface, client, frame, life }: Parts) {
  const answers = new Map<string, (message: Message | null) => void>()

  function draftOf(row: StoredPending): Draft {
    const content = row.media_id ? { media_id: row.media_id } : row.content
    const draft: Draft = { client_id: row.client_id, kind: row.kind, content }
    if (row.confirmed) draft.confirmed = true
    return row.reply_to === null ? draft : { ...draft, reply_to: row.reply_to }
  }

  async function upload(row: StoredPending, progress: (done: number) => void): Promise<string> {
    const form = new FormData()
    form.set('kind', row.kind)
    const { duration_ms } = mediaOf(row.content)
    if (duration_ms) form.set('duration_ms', String(Math.round(duration_ms)))
    form.set('file', row.file!, row.file_name)
    return (await client.upload<Media>(`/api/${surface}/media`, form, progress)).id
  }

  /** The fast lane; null when there is no line, no answer in time, or any answer but `sent`. */
  function overLine(conversationId: Id, draft: Draft): Promise<Message | null> {
    return new Promise((resolve) => {
      const ref = newId()
      const timer = setTimeout(() => answer(null), ANSWER_WITHIN_MS)
      function answer(message: Message | null): void {
        clearTimeout(timer)
        answers.delete(ref)
        resolve(message)
      }
      answers.set(ref, answer)
      if (!frame({ type: 'send', ref, conversation_id: conversationId, ...draft })) answer(null)
    })
  }

  /** Over HTTP the status says whether to try again, so every doubtful answer is asked there once more. */
  async function post(row: StoredPending): Promise<Message> {
    const draft = draftOf(row)
    const mine = life()
    const sent = await overLine(row.conversation_id, draft)
    if (sent) return sent
    mine.throwIfAborted()
    const path = `/api/${surface}/conversations/${row.conversation_id}/messages`
    return client.post<Message>(path, draft)
  }

  function heard(answer: ServerFrame & { type: 'sent' | 'error' }): void {
    if (answer.ref) answers.get(answer.ref)?.(answer.type === 'sent' ? answer.message : null)
  }

  /** The line fell: whoever waits for an answer on it stops waiting. */
  function lineLost(): void {
    for (const answer of [...answers.values()]) answer(null)
  }

  return { upload, post, heard, lineLost }
}
