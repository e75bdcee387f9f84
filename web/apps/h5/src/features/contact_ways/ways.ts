import type { Added, WayCard } from '@reunion/client'
import { client } from '../../client'
import { noteAdded } from '../contacts/contacts'

/** A code, or an acquisition link with the channel that stood behind its address. */
export interface Entrance {
  slug: string
  link?: boolean
  channel?: string
}

const pathOf = (at: Entrance) =>
  `/api/app/${at.link ? 'acquisition' : 'ways'}/${encodeURIComponent(at.slug)}`

export async function cardOf(at: Entrance, signal: AbortSignal): Promise<WayCard> {
  const query = at.channel ? { customer_channel: at.channel } : {}
  return client.get<WayCard>(pathOf(at), { query, signal })
}

export async function addBy(at: Entrance, applyText?: string): Promise<Added> {
  const body = {
    ...(applyText ? { apply_text: applyText } : {}),
    ...(at.channel ? { customer_channel: at.channel } : {}),
  }
  return noteAdded(await client.post<Added>(`${pathOf(at)}/add`, body))
}

const PAGES = { c: 'landing', g: 'join', p: 'invitation' } as const
type Page = keyof typeof PAGES

/** Where the code leads that a camera read or a person pasted: to a member, a group, or a partner's invitation. */
export function codeIn(text: string): { name: (typeof PAGES)[Page]; slug: string } | null {
  const found = /(?:^|\/)([cgp])\/([\w-]{4,64})(?:\.(?:svg|png))?(?:[?#].*)?$/.exec(text.trim())
  return found && { name: PAGES[found[1] as Page], slug: found[2]! }
}
