import type { Thread } from '@reunion/sync'
import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { sync } from '../../../api'
import type { Chat } from '../chat'

const NEAR_EDGE = 600
const AT_END = 60
const FLASH_MS = 1800

/** Keeps the reader's place: at the end while there, still while older ones load above, at a message when asked. */
export function useScrolling(
  box: Readonly<Ref<HTMLElement | null>>,
  inner: Readonly<Ref<HTMLElement | null>>,
  thread: () => Thread | undefined,
  chat: Chat,
) {
  const away = ref(false)
  const fresh = ref(0)
  const flashing = ref<number | null>(null)
  let stuck = true
  const sizes = new ResizeObserver(() => stuck && toEnd())

  function toEnd(): void {
    const element = box.value
    if (!element) return
    element.scrollTop = element.scrollHeight
    stuck = true
    away.value = false
    fresh.value = 0
  }

  function scrolled(): void {
    const element = box.value
    const now = thread()
    if (!element || !now?.loaded) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    stuck = below < AT_END && !now.hasNewer
    away.value = below > element.clientHeight
    if (stuck) fresh.value = 0
    if (element.scrollTop < NEAR_EDGE && now.hasOlder) void sync.loadOlder(chat.id)
    if (below < NEAR_EDGE && now.hasNewer) void sync.loadNewer(chat.id)
  }

  watch(
    () => {
      const now = thread()
      return {
        first: now?.messages[0]?.seq,
        last: now?.messages.at(-1)?.seq,
        pending: now?.pending.length ?? 0,
      }
    },
    async (now, before) => {
      const element = box.value
      const fromEnd = element ? element.scrollHeight - element.scrollTop : 0
      const prepended =
        before.first !== undefined && now.first !== undefined && now.first < before.first
      const sent = now.pending > before.pending
      const arrived = now.last !== undefined && before.last !== undefined && now.last > before.last
      if (arrived && !stuck && !prepended && !thread()?.hasNewer) {
        fresh.value += (now.last ?? 0) - (before.last ?? 0)
      }
      await nextTick()
      if (chat.wanted.value !== null) return
      if (sent && !thread()?.hasNewer) return toEnd()
      if (stuck) return toEnd()
      if (prepended && element) element.scrollTop = element.scrollHeight - fromEnd
    },
  )

  watch(
    () => [chat.wanted.value, thread()?.loaded] as const,
    async ([seq, loaded]) => {
      if (seq === null || !loaded) return
      await nextTick()
      chat.wanted.value = null
      const element = inner.value?.querySelector(`[data-seq="${seq}"]`)
      if (!element) return
      stuck = false
      element.scrollIntoView({ block: 'center' })
      flashing.value = seq
      setTimeout(() => (flashing.value = null), FLASH_MS)
    },
  )

  watch(inner, (element, before) => {
    if (before) sizes.unobserve(before)
    if (element) sizes.observe(element)
  })
  onMounted(() => {
    box.value?.addEventListener('scroll', scrolled, { passive: true })
    if (box.value) sizes.observe(box.value)
    if (inner.value) sizes.observe(inner.value)
    if (chat.wanted.value === null) toEnd()
  })
  onBeforeUnmount(() => sizes.disconnect())

  return { away, fresh, flashing, toEnd }
}
