import type { AppProfile } from '@reunion/client'
import { readonly, shallowRef } from 'vue'
import { client } from '../../client'
import { rename } from '../../session'

const KEY = 'reunion.h5.profile'
const current = shallowRef<AppProfile | null>(stored())

function stored(): AppProfile | null {
  const text = localStorage.getItem(KEY)
  return text ? (JSON.parse(text) as AppProfile) : null
}

function keep(profile: AppProfile): AppProfile {
  current.value = profile
  localStorage.setItem(KEY, JSON.stringify(profile))
  rename(profile.name, profile.avatar_url)
  return profile
}

/** What the server knew last, at once and without a network. */
export const profile = readonly(current)

export async function loadProfile(): Promise<AppProfile> {
  return keep(await client.get<AppProfile>('/api/app/profile'))
}

export type ProfileChange = Partial<
  Pick<AppProfile, 'name' | 'gender' | 'notify_messages' | 'notify_sound' | 'notify_preview'>
> & { avatar_media_id?: string }

/** Shown at once; taken back when the server refuses. */
export async function saveProfile(change: ProfileChange): Promise<AppProfile> {
  const before = current.value
  if (before) current.value = { ...before, ...change }
  try {
    return keep(await client.patch<AppProfile>('/api/app/profile', change))
  } catch (error) {
    current.value = before
    throw error
  }
}

export function forgetProfile(): void {
  current.value = null
  localStorage.removeItem(KEY)
}
