import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  deliveryState: { pending: 'Waiting', delivered: 'Delivered', failed: 'Not delivered' },
  deliveries: {
    hint: "Every event sent to the apps' callback addresses: what was sent, how it was answered, when it is tried again.",
    search: 'Event name',
    event: 'Event',
    app: 'App',
    anyApp: 'Any app',
    state: 'State',
    anyState: 'Any state',
    attempts: 'Tries',
    created: 'Happened',
    done: 'Delivered',
    next: 'Next try',
    empty: 'No events sent yet',
    emptyHint: 'Give an app a callback address; changes of customers and directory are sent there.',
    body: 'What was sent (before encryption)',
    log: 'Every try',
    noLog: 'Not tried yet',
    attempt: 'Try {n}',
    noAnswer: 'No answer',
    redeliver: 'Send again',
    queued: 'Queued, will be sent shortly',
  },
} satisfies SameKeys<typeof zh>
