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

/** Whether a page is for this person: by role, or by a duty; an officer without a role has his duty's alone. */
export function opens(page: { roles?: readonly string[]; duty?: 'compliance' }): boolean {
  const role = session.value?.role ?? ''
  if (page.duty) return session.value?.duties?.includes(page.duty) ?? false
  if (role === 'member') return false
  return !page.roles || page.roles.includes(role)
}
