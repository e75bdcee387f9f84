import { ApiError, NetworkError, type Session } from '@reunion/client'
import { forgetPictures, storedSession } from '@reunion/sync'
import { shallowRef } from 'vue'
import { api, sync } from './api'
import { forgetForms } from './forms/kept'

export const session = shallowRef<Session | null>(null)
let asked = false

export async function enter(mine: Session): Promise<void> {
  session.value = mine
  asked = true
  await sync.start(mine)
}

/** Asks the server once per page load; without a network the last session of this device will do. */
export async function ensureSession(): Promise<Session | null> {
  if (asked) return session.value
  try {
    await enter(await api.get<Session>('/api/desk/session'))
  } catch (error) {
    await eraseIfClosed(error)
    const last = error instanceof NetworkError ? storedSession('desk') : null
    if (last) await enter(last)
    asked = true
  }
  return session.value
}

/** The member was disabled or has left the company: what this device holds of the company goes. */
async function eraseIfClosed(error: unknown): Promise<void> {
  if (!(error instanceof ApiError) || error.code !== 'account_closed') return
  forgetForms()
  await sync.clear(Number(error.problem.principal_id))
  await forgetPictures('desk')
}

/** After the server has ended the session: it says whether it was more than that. */
export async function askWhyEnded(): Promise<void> {
  await api.get('/api/desk/session').catch(eraseIfClosed)
}

/** The cookie may have gone bad, or the CSRF token may be missing after a start without a network. */
export async function renewSession(): Promise<void> {
  const mine = await api.get<Session>('/api/desk/session')
  api.setCsrfToken(mine.csrf_token)
  session.value = mine
}

/** Forgets the person on this device, and tells the server if it can be reached. */
export async function signOut(): Promise<void> {
  // first, so that the server's word on the socket is no news
  session.value = null
  await api.delete('/api/desk/session').catch(() => undefined)
  forgetForms()
  await sync.clear()
  await forgetPictures('desk')
}
