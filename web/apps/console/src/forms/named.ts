import type { Directive } from 'vue'

/** Names the input inside a TDesign control for screen readers: it passes no aria-label on. */
export const vNamed: Directive<HTMLElement, string> = {
  mounted: (element, { value }) => name(element, value),
  updated: (element, { value }) => name(element, value),
}

function name(element: HTMLElement, label: string): void {
  element.querySelector('input, textarea')?.setAttribute('aria-label', label)
}
