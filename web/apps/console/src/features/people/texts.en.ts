import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  codes: {
    hint: 'Without a text message service, the codes customers sign in with appear here. Tell them to nobody but the customer.',
    phone: 'Phone',
    code: 'Code',
    created: 'Sent',
    expires: 'Valid until',
    used: 'Used',
    expired: 'Expired',
    empty: 'Nobody has asked for a code lately',
  },
} satisfies SameKeys<typeof zh>
