import type { Thread } from '@reunion/sync'
import { useSync } from '@reunion/sync'
import { onBeforeUnmount, watch } from 'vue'

/** A message counts as read once it stands on a page that someone looks at. */
export function useReading(id: number, thread: Thread, atEnd: () => boolean): void {
  const sync = useSync()
  function read(): void {
    const looked = document.visibilityState === 'visible' && document.hasFocus()
    if (looked && thread.loaded && !thread.hasNewer && atEnd()) sync.markRead(id)
  }
  watch([() => thread.messages.at(-1)?.seq, () => thread.loaded, atEnd], read, {
    immediate: true,
    flush: 'post',
  })
  addEventListener('focus', read)
  document.addEventListener('visibilitychange', read)
  onBeforeUnmount(() => {
    removeEventListener('focus', read)
    document.removeEventListener('visibilitychange', read)
  })
}
