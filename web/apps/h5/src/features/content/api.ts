import { createClient } from '@reunion/client'
import { locale } from '@reunion/ui'

/** Nobody is signed in on these pages: the address is the key. */
export const client = createClient({ surface: 'app', language: () => locale.value })

/** 32 hexadecimal digits, also where a page is not served over https. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('')
}
