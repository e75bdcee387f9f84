import { onScopeDispose, ref, watch } from 'vue'
import { sync } from '../../api'

/** Marks a chat read while it is open in a page that someone looks at. */
export function useReading(id: () => number): void {
  const looking = ref(isLooking())
  const look = () => (looking.value = isLooking())
  const events = ['focus', 'blur'] as const
  for (const name of events) addEventListener(name, look)
  document.addEventListener('visibilitychange', look)

  watch(
    () => [looking.value, id(), sync.state.conversations.get(id())?.last_seq] as const,
    ([here, open, last]) => {
      if (here && last !== undefined && !sync.state.threads.get(open)?.hasNewer) sync.markRead(open)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const name of events) removeEventListener(name, look)
    document.removeEventListener('visibilitychange', look)
  })
}

function isLooking(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}
