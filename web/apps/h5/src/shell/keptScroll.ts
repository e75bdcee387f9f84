import { onActivated, onDeactivated, type ShallowRef } from 'vue'

/** A kept-alive page finds its list where it left it: the browser forgets it for a detached element. */
export function keepScroll(list: Readonly<ShallowRef<HTMLElement | null>>): void {
  let top = 0
  onActivated(() => {
    if (!list.value) return
    list.value.scrollTop = top
    list.value.addEventListener('scroll', note, { passive: true })
  })
  onDeactivated(() => list.value?.removeEventListener('scroll', note))
  function note(): void {
    top = list.value?.scrollTop ?? 0
  }
}
