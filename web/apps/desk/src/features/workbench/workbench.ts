import type { Workbench } from '@reunion/client'
import { onBeforeUnmount, shallowRef } from 'vue'
import { api, sync } from '../../api'

/** How much waits for this member, by kind. A new kind: a source on the server, a section in Workbench.vue. */
export const workbench = shallowRef<Workbench>({ total: 0, sources: {} })

const REFRESH = 10 * 60_000

export async function loadWorkbench(): Promise<void> {
  workbench.value = await api.get<Workbench>('/api/desk/workbench')
}

/** Keeps the number at the entry of 工作台 current for as long as the shell stands. */
export function watchWorkbench(): void {
  const load = () => void loadWorkbench().catch(() => undefined)
  load()
  for (const list of ['broadcasts', 'handovers', 'moments', 'promises'] as const)
    onBeforeUnmount(sync.on(list, load))
  // Notes become due by the clock alone, and are written in pages beside the chat.
  const clock = window.setInterval(load, REFRESH)
  window.addEventListener('focus', load)
  onBeforeUnmount(() => {
    clearInterval(clock)
    window.removeEventListener('focus', load)
  })
}
