import { shallowRef } from 'vue'

export interface Viewing {
  urls: string[]
  at: number
}

export const viewing = shallowRef<Viewing | null>(null)

/** Opens the pictures of a chat over the whole screen, at one of them. */
export function viewImages(urls: string[], at: string): void {
  viewing.value = { urls, at: Math.max(0, urls.indexOf(at)) }
}

/** The pictures of the open chat in their order. */
export function picturesOnPage(): string[] {
  const all = document.querySelectorAll<HTMLElement>('[data-picture]')
  return [...all].map((one) => one.dataset.picture!)
}
