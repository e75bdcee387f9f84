import type { Customer } from '@reunion/client'
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { api, sync } from '../../api'

export const requests = shallowRef<Customer[] | null>(null)
export const requestsFailure = shallowRef<unknown>(null)
export const requestCount = computed(() => requests.value?.length ?? 0)

export async function loadRequests(): Promise<void> {
  try {
    requests.value = (await api.get<{ items: Customer[] }>('/api/desk/requests')).items
    requestsFailure.value = null
  } catch (error) {
    requestsFailure.value = error
  }
}

/** Keeps the list of 新的客户 current for as long as the shell stands. */
export function watchRequests(): void {
  void loadRequests()
  onBeforeUnmount(sync.on('requests', loadRequests))
}
