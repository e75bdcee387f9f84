import type { Directive } from 'vue'

const HOLD = 420
const SLIP = 10

export interface Press {
  x: number
  y: number
  target: HTMLElement
}
type Listener = (press: Press) => void
const listeners = new WeakMap<HTMLElement, Listener | undefined>()
const detachers = new WeakMap<HTMLElement, () => void>()

/** Long press by finger, right click by mouse, menu key by keyboard: one gesture. */
function attach(element: HTMLElement, listener: () => Listener | undefined): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  let held = false
  const off = new AbortController()
  const on = { signal: off.signal }

  const cancel = () => clearTimeout(timer)
  const report = (x: number, y: number) => listener()?.({ x, y, target: element })

  element.addEventListener(
    'pointerdown',
    (event) => {
      held = false
      if (event.pointerType === 'mouse' || !event.isPrimary) return
      start = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => {
        held = true
        navigator.vibrate?.(10)
        report(start.x, start.y)
      }, HOLD)
    },
    on,
  )
  element.addEventListener(
    'pointermove',
    (event) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLIP) cancel()
    },
    on,
  )
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
    element.addEventListener(name, cancel, on)
  }
  element.addEventListener(
    'click',
    (event) => {
      if (!held) return
      held = false
      event.preventDefault()
      event.stopPropagation()
    },
    { capture: true, signal: off.signal },
  )
  element.addEventListener(
    'contextmenu',
    (event) => {
      event.preventDefault()
      if (held) return
      cancel()
      const box = element.getBoundingClientRect()
      report(event.clientX || box.left + box.width / 2, event.clientY || box.top)
    },
    on,
  )
  return () => {
    cancel()
    off.abort()
  }
}

export const vPress: Directive<HTMLElement, Listener | undefined> = {
  mounted(element, binding) {
    listeners.set(element, binding.value)
    detachers.set(
      element,
      attach(element, () => listeners.get(element)),
    )
  },
  updated: (element, binding) => void listeners.set(element, binding.value),
  unmounted(element) {
    detachers.get(element)?.()
    listeners.delete(element)
  },
}
