import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  home: {
    growthHint: 'Everybody you know, and how large the watched segments are now.',
    profilesHint: 'one for each person',
    segmentsHint: 'saved',
    rulesHint: 'on; conditions met {n} times',
    watched: 'Watched segments',
    people: '{n} people',
    noWatched:
      'Nothing is watched yet: open a segment, edit it, and switch on “Watch who comes and goes”.',
    tenThousand: '10,000+',
    hello: 'Hello, {name}',
    hint: 'Figures of today count from midnight and are always current.',
    added: 'New customers',
    addedHint: 'Today',
    lost: 'Lost customers',
    lostHint: 'Deleted by either side today',
    talked: 'Talked to',
    talkedHint: 'Today',
    waiting: 'Waiting',
    waitingHint: "Last word is the customer's",
    customers: 'Customers',
    customersHint: 'Now',
    members: 'Members',
    membersHint: 'Active',
    messages: 'Messages',
    trend: 'Last 30 days',
    todos: 'To do',
    noTodos: 'Nothing left to do',
  },
  plot: {
    plot: 'Plot',
    table: 'Table',
    day: 'Day',
    export: 'Export CSV',
    none: 'No data for this time yet',
  },
} satisfies SameKeys<typeof zh>
