import type { Added } from '@reunion/client'
import { client } from '../../client'
import { noteAdded } from '../contacts/contacts'

export async function addByWay(slug: string, applyText?: string): Promise<Added> {
  const body = applyText ? { apply_text: applyText } : {}
  const path = `/api/app/ways/${encodeURIComponent(slug)}/add`
  return noteAdded(await client.post<Added>(path, body))
}

/** The slug in what a camera read or a person pasted: a link to a code's landing page. */
export function slugOf(text: string): string | null {
  const found = /(?:^|\/)c\/([\w-]{4,64})(?:\.(?:svg|png))?(?:[?#].*)?$/.exec(text.trim())
  return found?.[1] ?? null
}
