import {
  computed,
  nextTick,
  onBeforeUnmount,
  onMounted,
  ref,
  watch,
  type ComputedRef,
  type Ref,
} from 'vue'

const SPARE_ROWS = 8

/** Draws only the rows in view of a list whose rows are all equally high; `reachEnd` is called near the end. */
export function useVirtual<Row>(
  box: Readonly<Ref<HTMLElement | null>>,
  rows: ComputedRef<readonly Row[]>,
  rowHeight: number,
  reachEnd?: () => void,
) {
  const top = ref(0)
  const height = ref(800)
  const sizes = new ResizeObserver(measure)

  function measure(): void {
    const element = box.value
    if (!element) return
    top.value = element.scrollTop
    height.value = element.clientHeight
    const left = rows.value.length * rowHeight - top.value - height.value
    if (left < height.value) reachEnd?.()
  }

  const first = computed(() => Math.max(0, Math.floor(top.value / rowHeight) - SPARE_ROWS))
  const shown = computed(() => {
    const count = Math.ceil(height.value / rowHeight) + 2 * SPARE_ROWS
    return rows.value.slice(first.value, first.value + count)
  })
  const before = computed(() => first.value * rowHeight)
  const total = computed(() => rows.value.length * rowHeight)

  function reveal(index: number): void {
    const element = box.value
    if (!element || index < 0) return
    const start = index * rowHeight
    if (start < element.scrollTop) element.scrollTop = start
    else if (start + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = start + rowHeight - element.clientHeight
    }
  }

  onMounted(() => {
    box.value?.addEventListener('scroll', measure, { passive: true })
    if (box.value) sizes.observe(box.value)
    measure()
  })
  // whoever waits at the end does not scroll again for the page after this one
  watch(rows, () => void nextTick(measure))
  onBeforeUnmount(() => sizes.disconnect())

  return { shown, before, total, reveal }
}
