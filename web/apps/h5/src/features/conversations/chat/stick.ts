import { nextTick, onBeforeUnmount, onMounted, ref, watch, type ShallowRef } from 'vue'

const NEAR = 80

/**
 * Scrolling of a chat: it stays at its end while the person is there, and what is loaded above does
 * not move what is being read.
 */
export function useStick(
  box: Readonly<ShallowRef<HTMLElement | null>>,
  inner: Readonly<ShallowRef<HTMLElement | null>>,
) {
  const atEnd = ref(true)
  let watcher: ResizeObserver | undefined

  const distance = () =>
    box.value ? box.value.scrollHeight - box.value.scrollTop - box.value.clientHeight : 0
  function toEnd(smooth = false): void {
    atEnd.value = true
    box.value?.scrollTo({ top: box.value.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
  }
  function onScroll(): void {
    atEnd.value = distance() < NEAR
  }
  /** Keeps the row that is at the top of the window where it is while `change` adds rows above. */
  async function keepPlace(change: () => Promise<void>): Promise<void> {
    const element = box.value
    if (!element) return change()
    const anchor = [...element.querySelectorAll<HTMLElement>('[data-row]')].find(
      (row) => row.offsetTop + row.offsetHeight > element.scrollTop,
    )
    const before = anchor ? anchor.offsetTop - element.scrollTop : 0
    await change()
    await nextTick()
    if (anchor?.isConnected) element.scrollTop = anchor.offsetTop - before
  }
  onMounted(() => {
    watcher = new ResizeObserver(() => atEnd.value && toEnd())
    watch(
      [box, inner],
      () => {
        watcher?.disconnect()
        if (box.value) watcher?.observe(box.value)
        if (inner.value) watcher?.observe(inner.value)
      },
      { immediate: true, flush: 'post' },
    )
  })
  onBeforeUnmount(() => watcher?.disconnect())
  return { atEnd, toEnd, onScroll, keepPlace }
}
