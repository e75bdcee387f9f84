import type { AppProfile } from '@reunion/client'
import { readonly, shallowRef } from 'vue'
import { client } from '../../client'

const KEY = 'reunion.h5.profile'
const current = shallowRef<AppProfile | null>(stored())

function stored(): AppProfile | null {
  const text = localStorage.getItem(KEY)
  return text ? (JSON.parse(text) as AppProfile) : null
}

/** Whose profile this is: an answer that comes after its person has left is not kept. */
let life = 0

function keep(profile: AppProfile, asked: number): AppProfile {
  if (asked !== life) return profile
  current.value = profile
  localStorage.setItem(KEY, JSON.stringify(profile))
  return profile
}

/** What the server knew last, at once and without a network. */
export const profile = readonly(current)

export async function loadProfile(): Promise<AppProfile> {
  const asked = life
  return keep(await client.get<AppProfile>('/api/app/profile'), asked)
}

export type ProfileChange = Partial<
  Pick<AppProfile, 'name' | 'gender' | 'notify_messages' | 'notify_sound' | 'notify_preview'>
> & { avatar_media_id?: string }

/** Shown at once; taken back when the server refuses. */
export async function saveProfile(change: ProfileChange): Promise<AppProfile> {
  const asked = life
  const before = current.value
  if (before) current.value = { ...before, ...change }
  try {
    return keep(await client.patch<AppProfile>('/api/app/profile', change), asked)
  } catch (error) {
    if (asked === life) current.value = before
    throw error
  }
}

export function forgetProfile(): void {
  life++
  current.value = null
  localStorage.removeItem(KEY)
}
