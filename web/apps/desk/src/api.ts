import { createClient } from '@reunion/client'
import { createSync } from '@reunion/sync'
import { locale } from '@reunion/ui'

export const api = createClient({ surface: 'desk', language: () => locale.value })
export const sync = createSync({ surface: 'desk', client: api })
