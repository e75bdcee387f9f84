import { createClient } from '@reunion/client'
import { locale } from '@reunion/ui'

export const api = createClient({ surface: 'app', language: () => locale.value })
