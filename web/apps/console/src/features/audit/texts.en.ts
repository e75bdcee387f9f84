import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  actor: {
    system: 'System',
    app: 'App',
    admin: 'Admin',
    member: 'Member',
    customer: 'Customer',
  },
  audit: {
    hint: 'Who changed what, and when. It can be read, never changed or deleted.',
    who: 'Who',
    what: 'What',
    when: 'When',
    subject: 'Subject',
    searchWho: 'Name',
    searchSubject: 'Number of the subject',
    anything: 'Anything',
    empty: 'Nothing recorded yet',
    data: 'Details',
  },
} satisfies SameKeys<typeof zh>
