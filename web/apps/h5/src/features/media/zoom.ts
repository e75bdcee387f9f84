import { reactive } from 'vue'

interface Point {
  x: number
  y: number
}
const MOST = 4
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

/** What fingers do to a picture: pinch and double tap zoom, drag pans; at rest a drag turns or closes. */
export function useZoom(act: { turn: (by: -1 | 1) => void; close: () => void; tap: () => void }) {
  const view = reactive({ scale: 1, x: 0, y: 0, dragX: 0, dragY: 0, held: false })
  const fingers = new Map<number, Point>()
  let start = { at: { x: 0, y: 0 }, x: 0, y: 0, scale: 1, span: 0 }
  let tappedAt = 0
  let moved = false
  let tapping: ReturnType<typeof setTimeout> | undefined

  function reset(): void {
    Object.assign(view, { scale: 1, x: 0, y: 0, dragX: 0, dragY: 0, held: false })
  }
  function begin(): void {
    const [a, b] = [...fingers.values()]
    start = {
      at: { ...a! },
      x: view.x,
      y: view.y,
      scale: view.scale,
      span: b ? distance(a!, b) : 0,
    }
  }
  function down(event: PointerEvent): void {
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    moved = fingers.size > 1
    view.held = true
    begin()
  }
  function move(event: PointerEvent): void {
    if (!fingers.has(event.pointerId)) return
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const [a, b] = [...fingers.values()]
    if (b && start.span) {
      view.scale = Math.min(MOST, Math.max(1, (start.scale * distance(a!, b)) / start.span))
      return
    }
    const dx = a!.x - start.at.x
    const dy = a!.y - start.at.y
    if (Math.hypot(dx, dy) > 8) moved = true
    if (view.scale > 1) Object.assign(view, { x: start.x + dx, y: start.y + dy })
    else if (Math.abs(dx) > Math.abs(dy)) Object.assign(view, { dragX: dx, dragY: 0 })
    else Object.assign(view, { dragX: 0, dragY: Math.max(0, dy) })
  }
  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    if (fingers.size) return begin()
    view.held = false
    if (!moved) tap()
    else if (view.scale === 1) settle()
    if (view.scale === 1) Object.assign(view, { x: 0, y: 0, dragX: 0, dragY: 0 })
  }
  function settle(): void {
    if (view.dragY > 120) act.close()
    else if (view.dragX > 60) act.turn(-1)
    else if (view.dragX < -60) act.turn(1)
  }
  function tap(): void {
    const now = performance.now()
    clearTimeout(tapping)
    if (now - tappedAt < 280) {
      tappedAt = 0
      if (view.scale > 1) reset()
      else view.scale = 2.5
      return
    }
    tappedAt = now
    tapping = setTimeout(act.tap, 290)
  }
  return { view, reset, down, move, up }
}
