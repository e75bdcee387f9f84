import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  products: {
    pick: 'Product album',
    search: 'Words, code',
    none: 'The album has no products yet',
    noneHint: 'An administrator adds them in the console',
    noMatch: 'Nothing found for “{q}”',
  },
} satisfies SameKeys<typeof zh>
