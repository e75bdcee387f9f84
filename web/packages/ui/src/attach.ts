/** Where a popup goes: into the open dialog around its trigger (all else is inert then), or the page. */
export function attachNear(trigger?: HTMLElement): HTMLElement {
  const dialog = trigger?.closest('dialog')
  return dialog?.querySelector<HTMLElement>(':scope > .popups') ?? dialog ?? document.body
}
