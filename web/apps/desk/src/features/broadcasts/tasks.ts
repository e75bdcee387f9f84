import type { DeskTask, Page } from '@reunion/client'
import { onBeforeUnmount, ref } from 'vue'
import { api, sync } from '../../api'

export type TaskPage = Page<DeskTask> & { pending: number }

/** Broadcasts that wait for this member's word. */
export const pendingCount = ref(0)

export async function loadTasks(
  state: 'pending' | 'done',
  cursor: string | null,
  signal?: AbortSignal,
): Promise<TaskPage> {
  const query = { state, cursor }
  const page = await api.get<TaskPage>('/api/desk/broadcasts', { query, signal })
  pendingCount.value = page.pending
  return page
}

/** Keeps the number at the entry of 待办 current for as long as the shell stands. */
export function watchTasks(): void {
  const load = () => void loadTasks('pending', null).catch(() => undefined)
  load()
  onBeforeUnmount(sync.on('broadcasts', load))
}
