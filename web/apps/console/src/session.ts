import type { Session } from '@reunion/client'
import { computed, ref } from 'vue'
import { api } from './api'

export const session = ref<Session | null>(null)
let asked = false

export const mayAdminister = computed(
  () => session.value?.role === 'super_admin' || session.value?.role === 'admin',
)
export const maySeeSecrets = computed(() => session.value?.role === 'super_admin')

export function enter(mine: Session): void {
  session.value = mine
  asked = true
  api.setCsrfToken(mine.csrf_token)
}

export function leave(): void {
  session.value = null
  api.setCsrfToken(null)
}

/** Asks the server once per page load whether the cookie is good. */
export async function ensureSession(): Promise<Session | null> {
  if (asked) return session.value
  try {
    enter(await api.get<Session>('/api/console/session'))
  } catch {
    asked = true
  }
  return session.value
}
