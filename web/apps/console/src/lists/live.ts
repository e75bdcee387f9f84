import { onBeforeUnmount, onMounted } from 'vue'

const EVERY_MS = 2000

/** Looks again every two seconds while `live` and somebody is looking. */
export function useWhileLive(live: () => boolean, reload: () => Promise<void>): void {
  let timer = 0
  let asking = false
  async function look(): Promise<void> {
    if (asking || document.hidden || !live()) return
    asking = true
    await reload()
    asking = false
  }
  onMounted(() => (timer = window.setInterval(() => void look(), EVERY_MS)))
  onBeforeUnmount(() => clearInterval(timer))
}
