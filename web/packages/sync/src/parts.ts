import type { Client, ClientFrame, Id } from '@reunion/client'
import type { Cache } from './cache'
import type { Holding } from './state'
import type { SyncEvents } from './types'

/** What the parts share: where state, cache and server are, and how to tell the app. */
export interface Parts {
  surface: 'app' | 'desk'
  /** Its requests end when the person signs out: no answer of one's reaches another. */
  client: Client
  /** Aborted when the person whose sync this is has stopped it; another one at each start. */
  life: () => AbortSignal
  state: Holding
  /** Replaced at each start. */
  cache: () => Cache
  /** Who I am in a conversation: a customer is another principal in each company. */
  meIn: (conversationId: Id) => Id
  frame: (frame: ClientFrame) => boolean
  emit: <E extends keyof SyncEvents>(event: E, ...args: Parameters<SyncEvents[E]>) => void
}

/** The same client with every request given up when the life that it began in ends. */
export function mortal(client: Client, life: () => AbortSignal): Client {
  return {
    ...client,
    get: (path, options) => client.get(path, { signal: life(), ...options }),
    post: (path, body, options) => client.post(path, body, { signal: life(), ...options }),
    put: (path, body, options) => client.put(path, body, { signal: life(), ...options }),
    patch: (path, body, options) => client.patch(path, body, { signal: life(), ...options }),
    delete: (path, body, options) => client.delete(path, body, { signal: life(), ...options }),
    upload: (path, form, progress) => client.upload(path, form, progress, life()),
  }
}

/** Runs `work` once at a time; calls made meanwhile share one more run after it. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null
  return function run(): Promise<void> {
    if (!running) return (running = work().finally(() => (running = null)))
    again ??= running
      .catch(() => undefined)
      .then(() => {
        again = null
        return run()
      })
    return again
  }
}

export function newId(): string {
  // crypto.randomUUID is missing on a page without TLS, as on a shop's local network
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
