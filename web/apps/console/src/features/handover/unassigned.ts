import type { Unassigned } from '@reunion/client'
import { ref } from 'vue'
import { api } from '../../api'

/** How many customers and groups nobody looks after: the badge of the navigation. */
export const unassigned = ref(0)

export async function countUnassigned(): Promise<void> {
  try {
    const found = await api.get<Unassigned>('/api/console/handovers/unassigned')
    unassigned.value = found.customers + found.groups + found.idle + found.idle_groups
  } catch {
    // The badge keeps what it had; the page itself says what is wrong.
  }
}
