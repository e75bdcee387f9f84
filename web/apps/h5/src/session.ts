import { ApiError, NetworkError, type Session } from '@reunion/client'
import { forgetPictures, storedSession } from '@reunion/sync'
import { computed, shallowRef, watch } from 'vue'
import { client, sync } from './client'
import { forgetContacts } from './features/contacts/contacts'
import { forgetHidden } from './features/conversations/hidden'
import { forgetGlance } from './features/moments/glance'
import { forgetProfile, profile } from './features/people/profile'
import { forgetTexts } from './shell/kept'

const current = shallowRef<Session | null>(null)
export const session = computed(() => current.value)

async function enter(found: Session): Promise<Session> {
  client.setCsrfToken(found.csrf_token)
  await sync.start(found)
  current.value = found
  return found
}

let resuming: Promise<Session | null> | null = null

/** Who is signed in on this device; without a network, who was. */
export function resume(): Promise<Session | null> {
  if (current.value) return Promise.resolve(current.value)
  return (resuming ??= look().finally(() => (resuming = null)))
}

async function look(): Promise<Session | null> {
  try {
    return await enter(await client.get<Session>('/api/app/session'))
  } catch (error) {
    const stored = storedSession('app')
    if (stored && error instanceof NetworkError) return enter(stored)
    if (stored && error instanceof ApiError && error.status === 401)
      await forgetAll(stored.principal_id)
    return null
  }
}

/** After a start without a network the session lacks its token; fetched when the line is back. */
async function complete(): Promise<void> {
  if (!current.value || current.value.csrf_token) return
  const found = await client.get<Session>('/api/app/session')
  client.setCsrfToken(found.csrf_token)
  current.value = found
}
watch(
  () => sync.state.status,
  (status) => {
    if (status === 'online') complete().catch(() => undefined)
  },
)

export interface Proof {
  phone: string
  code: string
}

export async function signIn(proof: Proof): Promise<Session> {
  return enter(await client.post<Session>('/api/app/session', proof))
}

/** What the profile says of name and picture is what the session shows. */
watch(profile, (mine) => {
  if (!mine || !current.value) return
  current.value = { ...current.value, name: mine.name, avatar_url: mine.avatar_url }
})

/** Forgets everything that this device holds of the person. */
async function forgetAll(principalId?: number): Promise<void> {
  current.value = null
  client.setCsrfToken(null)
  forgetContacts()
  forgetHidden()
  forgetProfile()
  forgetGlance()
  forgetTexts()
  await sync.clear(principalId)
  await forgetPictures('h5')
}

let leaving = false

async function leave(path: string): Promise<void> {
  leaving = true
  try {
    await client.delete(path)
    await forgetAll()
  } finally {
    leaving = false
  }
}

/** Ends the session of this device. */
export const signOut = () => leave('/api/app/session')

/** Ends the account: every contact is deleted, every device is signed out. */
export const closeAccount = () => leave('/api/app/profile')

/** The server ended the session, perhaps since this phone is lost: nothing stays on it. */
export function onSessionEnded(then: () => void): void {
  const end = async () => {
    if (!current.value || leaving) return
    await forgetAll()
    then()
  }
  sync.on('signed_out', end)
  client.onSignedOut(end)
}
