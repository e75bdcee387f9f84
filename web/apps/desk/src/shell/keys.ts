import { onBeforeUnmount, onMounted } from 'vue'

/** `mod` is Ctrl, on a Mac ⌘. The newest handler that is mounted goes first; `false` passes the key on. */
type Handler = (event: KeyboardEvent) => unknown
const handlers: { keys: string; run: Handler }[] = []

const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const modName = MAC ? '⌘' : 'Ctrl'

function nameOf(event: KeyboardEvent): string {
  const parts: string[] = []
  if (MAC ? event.metaKey : event.ctrlKey) parts.push('mod')
  if (event.altKey) parts.push('alt')
  parts.push(event.key.length === 1 ? event.key.toLowerCase() : event.key)
  return parts.join('+')
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

addEventListener('keydown', (event) => {
  if (event.isComposing || event.defaultPrevented) return
  const name = nameOf(event)
  const plain = name.length === 1
  if (plain && isTyping(event.target)) return
  // an open dialog has its own keys
  if (document.querySelector('dialog[open]')) return
  for (const handler of [...handlers].reverse()) {
    if (handler.keys !== name || handler.run(event) === false) continue
    event.preventDefault()
    return
  }
})

export function useKeys(keys: Record<string, Handler>): void {
  const mine = Object.entries(keys).map(([name, run]) => ({ keys: name, run }))
  onMounted(() => handlers.push(...mine))
  onBeforeUnmount(() => {
    for (const one of mine) handlers.splice(handlers.indexOf(one), 1)
  })
}
