import { createClient } from '@reunion/client'
import { createSync } from '@reunion/sync'
import { locale } from '@reunion/ui'

export const client = createClient({ surface: 'app', language: () => locale.value })
export const sync = createSync({ surface: 'app', client })
