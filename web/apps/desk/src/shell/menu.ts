import { shallowRef } from 'vue'

export interface MenuItem {
  text: string
  danger?: boolean
  run: () => unknown
}
interface OpenMenu {
  x: number
  y: number
  items: readonly MenuItem[]
  opener: HTMLElement | null
}

export const menu = shallowRef<OpenMenu | null>(null)

/** Shows actions at the pointer, or below the button that was pressed with the keyboard. */
export function openMenu(event: MouseEvent, items: readonly MenuItem[]): void {
  if (!items.length) return
  event.preventDefault()
  const target = event.currentTarget as HTMLElement
  const byKeyboard = event.clientX === 0 && event.clientY === 0
  const box = target.getBoundingClientRect()
  menu.value = {
    x: byKeyboard ? box.left : event.clientX,
    y: byKeyboard ? box.bottom : event.clientY,
    items,
    opener: document.activeElement as HTMLElement | null,
  }
}

export function closeMenu(): void {
  const opener = menu.value?.opener
  menu.value = null
  opener?.focus()
}
