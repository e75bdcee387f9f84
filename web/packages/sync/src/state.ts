import type { Conversation, Id } from '@reunion/client'
import { computed, shallowReactive } from 'vue'
import type { Status, SyncState, Thread } from './types'

/** What the parts of this package may write; everyone else sees it as SyncState. */
export interface Holding extends SyncState {
  status: Status
  started: boolean
  synced: boolean
  principalId: Id
  conversations: Map<Id, Conversation>
  threads: Map<Id, Thread>
  typing: Map<Id, Id>
  presence: Map<Id, boolean>
  drafts: Map<Id, string>
  retryAt: number | null
}

function newestFirst(a: Conversation, b: Conversation): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1
  if (a.last_at !== b.last_at) return a.last_at < b.last_at ? 1 : -1
  return b.id - a.id
}

export function createState(): Holding {
  const conversations = shallowReactive(new Map<Id, Conversation>())
  const sorted = computed(() => [...conversations.values()].sort(newestFirst))
  const unread = computed(() => {
    let total = 0
    for (const one of conversations.values()) if (!one.muted) total += one.unread
    return total
  })
  return shallowReactive({
    status: 'stopped' as Status,
    started: false,
    synced: false,
    principalId: 0,
    conversations,
    get sorted() {
      return sorted.value
    },
    get unread() {
      return unread.value
    },
    threads: shallowReactive(new Map<Id, Thread>()),
    typing: shallowReactive(new Map<Id, Id>()),
    presence: shallowReactive(new Map<Id, boolean>()),
    drafts: shallowReactive(new Map<Id, string>()),
    retryAt: null as number | null,
  })
}

export function emptyState(state: Holding): void {
  state.started = state.synced = false
  state.principalId = 0
  state.conversations.clear()
  state.threads.clear()
  state.typing.clear()
  state.presence.clear()
  state.drafts.clear()
}
