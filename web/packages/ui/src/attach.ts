/** Where a popup goes: into the open dialog around its trigger (all else is inert then), or the page. */
export function attachNear(trigger?: HTMLElement): HTMLElement {
  const dialog = trigger?.closest('dialog')
  if (dialog) return dialog.querySelector<HTMLElement>(':scope > .popups') ?? dialog
  return trigger?.closest('main') ?? document.body
}
