import { shallowRef } from 'vue'

export interface Toast {
  text: string
  mark: 'done' | 'failed' | 'busy' | null
}

export const shown = shallowRef<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** The dark card in the middle of the screen; `busy` stays until the next call or `hideToast`. */
export function toast(text: string, mark: Toast['mark'] = null): void {
  clearTimeout(timer)
  shown.value = { text, mark }
  if (mark !== 'busy') timer = setTimeout(hideToast, 1200 + text.length * 80)
}

export function hideToast(): void {
  clearTimeout(timer)
  shown.value = null
}
