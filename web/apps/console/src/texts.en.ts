import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  app: { name: 'Reunion' },
} satisfies SameKeys<typeof zh>
