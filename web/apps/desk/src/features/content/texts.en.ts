import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  reading: {
    now: 'Reading “{title}”',
    passedOn: 'Passed on, and read now: “{title}”',
    page: 'page {n}/{total}',
    many: '{n} people read what you sent',
    somebody: 'A customer reads what you sent',
  },
} satisfies SameKeys<typeof zh>
