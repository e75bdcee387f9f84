import type { Session } from '@reunion/client'

const keyOf = (surface: string) => `reunion.${surface}.session`

/** The last session on this device, without its CSRF token: enough to draw the cache when there is no network. */
export function storedSession(surface: 'app' | 'desk'): Session | null {
  try {
    const text = localStorage.getItem(keyOf(surface))
    return text ? (JSON.parse(text) as Session) : null
  } catch {
    return null
  }
}

export function storeSession(surface: 'app' | 'desk', session: Session | null): void {
  if (session) localStorage.setItem(keyOf(surface), JSON.stringify({ ...session, csrf_token: '' }))
  else localStorage.removeItem(keyOf(surface))
}
