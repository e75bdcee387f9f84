import type { SameKeys } from './texts'
import type zh from './texts.zh'

export default {
  empty: 'Nothing here yet',
  failed: 'This could not be loaded',
  offline: 'No connection. Check your network and try again',
  retry: 'Try again',
  cancel: 'Cancel',
  confirm: 'OK',
  close: 'Close',
  verified: 'Verified company',
  loading: 'Loading',
  typeToConfirm: 'Type “{word}” to confirm',
  touches: {
    counters: {
      broadcast: 'Mass sends',
      moment: 'Moments',
      marketing: 'Marketing',
      service: 'Service',
      every: 'Everything',
    },
    channels: {
      broadcast: 'Mass send',
      moment: 'Moment',
      group: 'Group notice',
      automated: 'Automated',
    },
    purposes: { marketing: 'marketing', service: 'service' },
    periods: { day: 'Today', week: 'This week', month: 'This month' },
    refuses: {
      marketing: 'Does not want marketing',
      service: 'Does not want service messages',
    },
    standing: 'What came, and the limits',
    kind: 'Kind',
    of: '{n} of {allowed}',
    closed: 'Not sent',
    held: '{n} of it held',
    holds: 'Room held for scheduled sends',
    sent: 'Sent',
    notSent: 'Not sent',
    by: 'in the name of {name}',
    empty: 'Nothing was sent to this customer yet',
  },
} satisfies SameKeys<typeof zh>
