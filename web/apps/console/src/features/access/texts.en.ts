import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  signIn: {
    title: 'Sign in',
    lead: 'Use your company account',
    username: 'Account',
    usernameHint: 'Account, mobile number or e-mail',
    password: 'Password',
    go: 'Sign in',
  },
  account: { title: 'My account', password: 'Change password', leave: 'Sign out' },
  password: {
    old: 'Current password',
    new: 'New password',
    again: 'New password again',
    hint: 'At least 8 characters, not used elsewhere',
    differ: 'The two new passwords differ',
    twice: 'Type the new password again',
    done: 'Password changed; other devices are signed out',
    go: 'Change password',
  },
  role: {
    super_admin: 'Super admin',
    admin: 'Admin',
    scoped: 'Department admin',
    member: 'Member',
  },
  roleHint: {
    super_admin: 'Everything, including app secrets and other admins',
    admin: 'All daily work; no app secrets, no changes to super admins',
    scoped: 'Members and customers of chosen departments only',
    member: 'No access to the console',
  },
  roles: {
    hint: 'Who may enter the console and how far they reach. Every change is in the audit log.',
    add: 'Add admin',
    editTitle: 'Change rights',
    member: 'Member',
    role: 'Role',
    scope: 'Scope',
    whole: 'Whole company',
    pickMember: 'Search and choose a member',
    pickScope: 'Choose departments (with those below)',
    withdraw: 'Withdraw',
    withdrawTitle: 'Withdraw the rights of {name}?',
    withdrawEffect:
      'They lose the console at once; their chats and customers as a member stay as they are.',
    withdrawn: 'The rights of {name} were withdrawn',
  },
  sessions: {
    hint: 'Your account is signed in on these devices. Sign out any you do not know, then change your password.',
    device: 'Device',
    ip: 'IP address',
    created: 'Signed in',
    seen: 'Last used',
    current: 'This device',
    end: 'Sign out',
    endTitle: 'Sign this device out?',
    endEffect: '{device} ({ip}) is signed out at once and needs the password to come back.',
  },
} satisfies SameKeys<typeof zh>
