import type { Conversation, Id, Message } from '@reunion/client'
import type { Pending } from './types'

/** A pending message as it lies in the database: with the bytes, and the media's id once they are uploaded. */
export interface StoredPending extends Omit<Pending, 'progress'> {
  file: Blob | null
  file_name: string
  media_id: string | null
}

const KEEP_CONVERSATIONS = 300
const KEEP_THREADS = 60
const KEEP_MESSAGES = 80

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const nameOf = (surface: string, principalId: Id) => `reunion-${surface}-${principalId}`

function openDatabase(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('meta')
        request.result.createObjectStore('conversations', { keyPath: 'id' })
        request.result.createObjectStore('messages', { keyPath: ['conversation_id', 'seq'] })
        request.result.createObjectStore('pending', { keyPath: 'client_id' })
      }
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
}

type StoreName = 'meta' | 'conversations' | 'messages' | 'pending'

/** What this device remembers of one person. Without a database (private windows) it remembers nothing and all still works. */
export class Cache {
  private constructor(private db: IDBDatabase | null) {}

  /** Before sign-in: holds nothing, keeps nothing. */
  static none(): Cache {
    return new Cache(null)
  }

  static async open(surface: string, principalId: Id): Promise<Cache> {
    const db = await openDatabase(nameOf(surface, principalId))
    const cache = new Cache(db)
    // another tab signs out: it must be able to delete the database under us
    if (db) db.onversionchange = () => cache.close()
    return cache
  }

  get persistent(): boolean {
    return this.db !== null
  }

  private async within<T>(
    name: StoreName,
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest,
    otherwise: T,
  ): Promise<T> {
    try {
      if (!this.db) return otherwise
      const transaction = this.db.transaction(name, mode)
      const request = work(transaction.objectStore(name))
      // else a page that is left right after writing takes the write with it
      if (mode === 'readwrite') transaction.commit()
      return await settled<T>(request)
    } catch {
      // a full disk or a closing page: the cache is a convenience, the server has the truth
      return otherwise
    }
  }

  private putAll(name: StoreName, rows: readonly object[]): void {
    if (!rows.length || !this.db) return
    try {
      const transaction = this.db.transaction(name, 'readwrite')
      const store = transaction.objectStore(name)
      for (const row of rows) store.put(row)
      transaction.commit()
    } catch {
      this.close()
    }
  }

  meta<T>(key: string): Promise<T | undefined> {
    return this.within(
      'meta',
      'readonly',
      (s) => s.get(key) as IDBRequest<T | undefined>,
      undefined,
    )
  }
  setMeta(key: string, value: unknown): void {
    void this.within<unknown>('meta', 'readwrite', (s) => s.put(value, key), undefined)
  }

  conversations(): Promise<Conversation[]> {
    return this.within<Conversation[]>('conversations', 'readonly', (s) => s.getAll(), [])
  }
  putConversations(rows: readonly Conversation[]): void {
    this.putAll('conversations', rows)
  }
  deleteConversation(id: Id): void {
    void this.within<unknown>('conversations', 'readwrite', (s) => s.delete(id), undefined)
    this.dropMessages(id)
  }

  messages(id: Id): Promise<Message[]> {
    const all = IDBKeyRange.bound([id, 0], [id, Infinity])
    return this.within<Message[]>('messages', 'readonly', (s) => s.getAll(all), [])
  }
  putMessages(rows: readonly Message[]): void {
    this.putAll('messages', rows)
  }
  dropMessages(id: Id, below = Infinity): void {
    const range = IDBKeyRange.bound([id, 0], [id, below], false, true)
    void this.within<unknown>('messages', 'readwrite', (s) => s.delete(range), undefined)
  }

  allPending(): Promise<StoredPending[]> {
    return this.within<StoredPending[]>('pending', 'readonly', (s) => s.getAll(), [])
  }
  pending(clientId: string): Promise<StoredPending | undefined> {
    return this.within<StoredPending | undefined>(
      'pending',
      'readonly',
      (s) => s.get(clientId),
      undefined,
    )
  }
  putPending(row: StoredPending): Promise<unknown> {
    return this.within<unknown>('pending', 'readwrite', (s) => s.put(row), undefined)
  }
  deletePending(clientId: string): Promise<unknown> {
    return this.within<unknown>('pending', 'readwrite', (s) => s.delete(clientId), undefined)
  }

  /** All that a start needs, at once. */
  async everything() {
    const [cursor, reads, drafts, conversations, pending] = await Promise.all([
      this.meta<string>('cursor'),
      this.meta<[Id, number][]>('reads'),
      this.meta<[Id, string][]>('drafts'),
      this.conversations(),
      this.allPending(),
    ])
    return {
      cursor: cursor ?? null,
      reads: reads ?? [],
      drafts: drafts ?? [],
      conversations,
      pending,
    }
  }

  /** Keeps the newest of each; run once, some time after start. */
  async prune(newest: readonly Conversation[]): Promise<void> {
    for (const old of newest.slice(KEEP_CONVERSATIONS)) this.deleteConversation(old.id)
    for (const old of newest.slice(KEEP_THREADS, KEEP_CONVERSATIONS)) this.dropMessages(old.id)
    for (const kept of newest.slice(0, KEEP_THREADS)) {
      const rows = await this.messages(kept.id)
      const first = rows.at(-KEEP_MESSAGES)
      if (first && rows.length > KEEP_MESSAGES) this.dropMessages(kept.id, first.seq)
    }
  }

  close(): void {
    this.db?.close()
    this.db = null
  }

  /** Forgets a person, also when the cache was closed before: the server may have ended the session first. */
  static async remove(surface: string, principalId: Id): Promise<void> {
    if (!principalId) return
    await new Promise<void>((resolve) => {
      try {
        const request = indexedDB.deleteDatabase(nameOf(surface, principalId))
        request.onsuccess = request.onerror = request.onblocked = () => resolve()
      } catch {
        resolve()
      }
    })
  }
}
