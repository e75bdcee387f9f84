import type { SameKeys } from '@reunion/ui'
import albums from './features/albums/texts.en'
import broadcasts from './features/broadcasts/texts.en'
import chat from './features/conversations/texts.en'
import content from './features/content/texts.en'
import contacts from './features/contacts/texts.en'
import moments from './features/moments/texts.en'
import partners from './features/partners/texts.en'
import webApps from './features/web_apps/texts.en'
import workbench from './features/workbench/texts.en'
import type zh from './texts.zh'

export default {
  ...albums,
  ...content,
  ...broadcasts,
  ...chat,
  ...contacts,
  ...moments,
  ...partners,
  ...webApps,
  ...workbench,
  app: {
    name: 'Reunion',
    desk: 'Desk',
    title: 'Reunion Desk',
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    copied: 'Copied',
    lost: 'There is no such page',
    back: 'Back to messages',
  },
  nav: {
    label: 'Main navigation',
    messages: 'Messages',
    directory: 'Directory',
    customers: 'Customers',
    workbench: 'To do',
    tasks: 'Broadcasts',
    moments: 'Moments',
    code: 'My code',
    settings: 'Settings',
  },
  line: {
    connecting: 'Connecting…',
    offline:
      'The connection is lost and will be tried again. Unsent messages go out when it is back',
    retry: 'Retry now',
  },
  signIn: {
    lead: 'Meet every customer again, and well',
    username: 'Account',
    usernameHint: 'Account, mobile number or email',
    password: 'Password',
    both: 'Enter your account and password',
    go: 'Sign in',
  },
  jump: {
    label: 'Jump to',
    hint: 'A name, remark, mobile number or pinyin',
    none: 'Nothing found',
    customer: 'Customer',
    colleague: 'Colleague',
    conversation: 'Chat',
  },
  keys: {
    title: 'Keyboard shortcuts',
    jump: 'Jump to a customer, colleague or chat',
    search: 'Search (in a chat: its history)',
    next: 'Next, previous chat',
    send: 'Send',
    line: 'New line',
    paste: 'Paste a picture or file',
    close: 'Close panels',
    sheet: 'Show this sheet',
  },
  directory: {
    search: 'Search colleagues',
    departments: 'Departments',
    everyone: 'Everyone',
    found: 'Results for “{q}”',
    none: 'No members',
    chat: 'Message {name}',
    me: 'Me',
  },
  code: {
    alt: 'QR code of {name}',
    hint: 'Ask the customer to scan this to add me',
    download: 'Save picture',
    copy: 'Copy link',
    copied: 'Link copied, ready to send to a customer',
    opened: 'Opened',
    added: 'Added me',
    customers: 'My customers',
  },
  welcome: {
    title: 'My welcome message',
    hint: "Sent by itself when a customer adds me by my code. When off, the company's welcome is used.",
    placeholder:
      'For example: Hello, this is Lin Xiao of Spring Tea Optics. Ask me about glasses any time',
    text: 'Welcome text',
    nickname: "Customer's name",
    picture: 'Picture',
    link: 'Link',
    linkTitle: 'Title',
    linkUrl: 'Address',
    linkWrong: 'An address begins with http:// or https:// and has no spaces',
    linkDesc: 'Description (optional)',
    add: 'Add',
    saved: 'Welcome message saved',
  },
  settings: {
    theme: 'Appearance',
    auto: 'System',
    light: 'Light',
    dark: 'Dark',
    language: 'Language',
    sound: 'Sound for new messages',
    notifications: 'Desktop notifications',
    notificationsHint: 'Show new messages on the desktop while the page is in the background',
    notificationsDenied:
      'The browser did not allow notifications; turn them on in its site settings',
    password: 'Change password',
    signOut: 'Sign out',
    signOutEffect:
      'The chats kept on this device are erased, and messages not yet sent are discarded.',
    picture: 'Change picture',
    alias: 'Alias',
    saved: 'Saved',
  },
  sessions: {
    title: 'Signed-in devices',
    current: 'This device',
    seen: 'Last used {at}',
    end: 'Sign out',
    ended: 'That device is signed out',
  },
  password: {
    old: 'Current password',
    new: 'New password',
    hint: 'At least 8 characters',
    again: 'New password again',
    differs: 'The two new passwords differ',
    save: 'Change password',
    changed: 'Password changed; other devices must sign in again',
  },
} satisfies SameKeys<typeof zh>
