/** Where a popup goes: into the open dialog around its trigger (all else is inert then), or the page. */
export function attachNear(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest('dialog') ?? document.body
}
