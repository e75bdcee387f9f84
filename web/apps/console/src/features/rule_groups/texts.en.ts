import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  ruleGroups: {
    hint: "A rule group's administrators look after some members and their customers; what is off, they and the members of its range cannot do.",
    add: 'New rule group',
    editTitle: 'Change the rule group',
    kind: 'Kind',
    customer: 'Customers',
    moment: 'Moments',
    empty: 'No rule groups yet',
    emptyHint: 'Divide regions or stores among administrators, each with their own customers.',
    name: 'Name',
    parent: 'Above it',
    noParent: 'None',
    parentHint: 'The range lies within the one above, and it grants no more',
    admins: 'Administrators',
    lacksRange: 'Choose at least one member or department',
    adminsHint: 'At most 20, no super administrators',
    pickAdmins: 'Search and choose administrators',
    range: 'Range',
    members: 'Members',
    departments: 'Departments',
    pickMembers: 'Search and choose members',
    pickDepartments: 'Choose departments',
    privileges: 'Privileges',
    basic: 'Basic, always on',
    on: '{n} of {total} on',
    off: 'Off: {names}',
    byApp: 'App “{name}”',
    made: 'Made',
    deleteTitle: 'Delete the rule group “{name}”?',
    deleteEffect:
      'Its customer tags go with it, and its privileges hold its administrators no more.',
  },
} satisfies SameKeys<typeof zh>
