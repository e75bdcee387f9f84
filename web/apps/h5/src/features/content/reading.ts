import { onBeforeUnmount, onMounted } from 'vue'

interface Place {
  depth: number
  place?: number
  places?: number
}

/** Milliseconds: the first beacon comes early, since many leave early. */
const FIRST = 1000
const EVERY = 5000
/** As many pages as the server keeps the time of. */
const MOST_STAYS = 500

/** Counts the seconds that the page is before somebody's eyes, and says them with how far she is. What is
 * said only grows, so that one that comes twice or late does no harm. */
export function useReading(link: () => { token: string; visit: string } | null) {
  let visible = 0
  let since = 0
  let said = ''
  let first = 0
  let timer = 0
  let part = -1
  const stays: number[] = []
  const reached: Required<Place> = { depth: 0, place: 0, places: 0 }

  /** Time since the last look goes to the whole, and to the part that was before her eyes. */
  function count(): void {
    const now = performance.now()
    const more = since ? now - since : 0
    visible += more
    if (part >= 0) stays[part] = (stays[part] ?? 0) + more
    since = document.visibilityState === 'visible' ? now : 0
  }

  function reach({ depth, place = 0, places = 0 }: Place): void {
    const before = reached.depth
    reached.depth = Math.max(before, Math.min(Math.round(depth), 100))
    reached.place = Math.max(reached.place, Math.floor(place))
    reached.places = Math.max(reached.places, Math.floor(places))
    if (reached.depth === 100 && before < 100) say()
  }
  /** From now on her time goes to this page of a report, or tenth of a video; to none of them: -1. */
  function stay(now: number): void {
    if (now === part) return
    count()
    part = now < MOST_STAYS ? now : -1
  }
  function say(left = false): void {
    const to = link()
    if (!to) return
    count()
    const body = JSON.stringify({
      visit: to.visit,
      seconds: Math.floor(visible / 1000),
      ...reached,
      stays: Array.from(stays, (ms) => Math.round((ms ?? 0) / 1000)),
      left,
    })
    if (body === said) return
    said = body
    void fetch(`/api/content/shares/${to.token}/read`, {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body,
    }).catch(() => (said = ''))
  }
  function look(): void {
    if (document.visibilityState === 'visible') {
      count()
      say()
    } else leave()
  }
  const leave = () => say(true)
  onMounted(() => {
    count()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('pagehide', leave)
    first = window.setTimeout(say, FIRST)
    timer = window.setInterval(say, EVERY)
  })
  onBeforeUnmount(() => {
    leave()
    clearTimeout(first)
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('pagehide', leave)
  })
  return { reach, stay, say }
}

/** How far down the page somebody has come, of 100. */
export function scrolled(): number {
  const root = document.documentElement
  if (root.scrollHeight <= innerHeight + 1) return 100
  return ((scrollY + innerHeight) / root.scrollHeight) * 100
}
