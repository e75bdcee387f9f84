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
} satisfies SameKeys<typeof zh>
