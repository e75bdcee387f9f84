import type { FeedGlance } from '@reunion/client'
import { shallowRef } from 'vue'
import { client, sync } from '../../client'

const NOTHING: FeedGlance = { notices: 0, fresh: false, avatar_url: null }

/** Whether there is something new in the feed: the dot, and the number of answers to me. */
export const glance = shallowRef<FeedGlance>(NOTHING)

export async function loadGlance(): Promise<void> {
  const found = await client.get<FeedGlance>('/api/app/moments/glance').catch(() => null)
  if (found) glance.value = found
}

export function forgetGlance(): void {
  glance.value = NOTHING
}

/** I have seen what there is. */
export async function lookedAtFeed(): Promise<void> {
  await client.post('/api/app/moments/glance').catch(() => undefined)
  await loadGlance()
}

sync.on('moments', () => void loadGlance())
