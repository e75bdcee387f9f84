import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  appKind: {
    contacts: 'Directory sync',
    customer_contact: 'Customer contact',
    archive: 'Chat archive',
    self_built: 'Own app',
  },
  apps: {
    hint: 'Programs that read and write the directory and customers by API. Each has its own secret and callback address.',
    docs: 'API documentation',
    add: 'New app',
    name: 'Name',
    description: 'Description',
    kind: 'Kind',
    created: 'Created',
    off: 'Off',
    enabled: 'In use',
    enabledHint: 'When off, its secret cannot be traded for an access_token',
    mayContact: 'May call the customer contact API',
    mayContactHint: 'Reads and writes customers, tags and contact ways',
    visible: 'Visible scope',
    visibleHint:
      'In the directory the app sees and changes these people only; for others it gets 60011.',
    visibleDepartments: 'Departments (and below)',
    visibleMembers: 'Members',
    visibleTags: 'Member tags',
    visibleNobody: 'The scope is empty: the app sees nobody in the directory',
    visibleSave: 'Save the scope',
    noTags: 'No member tags yet',
    callback: 'Events',
    callbackHint:
      'Changes of customers and directory are sent to this address, encrypted. Saving sends a test first; it takes effect when the answer is right.',
    hasCallback: 'Receives events',
    noCallback: 'No events',
    random: 'Generate',
    keyHint: '43 letters and digits',
    keyKept: 'One is saved; enter it anew to change anything',
    verify: 'Verify and save',
    verified: 'Verified; events are being sent',
    stop: 'Stop',
    stopTitle: 'Stop receiving events?',
    stopEffect: 'Nothing more is sent to this address; events not yet delivered stop too.',
    seeDeliveries: 'See the delivery log',
    deleteTitle: 'Delete the app “{name}”?',
    deleteEffect:
      'Its secret stops working at once, and so do the programs that use it. This cannot be undone.',
  },
  webApps: {
    title: 'Web pages and chat tools',
    hint: 'Pages of the app can learn who opened them, and can stand beside the chat at the desk.',
    domains: 'Trusted domains',
    domainsHint:
      'One a line, such as crm.example.com or localhost:8080. Redirects and JS-SDK signatures are taken from these alone.',
    saveDomains: 'Save domains',
    tools: 'Chat tools',
    noTools:
      'No chat tools yet. Members in the visible scope will see one beside chats with customers.',
    toolName: 'Name (up to 12)',
    toolUrl: 'Address',
    addTool: 'Add',
    removeTitle: 'Remove the chat tool “{name}”?',
    removeEffect: 'Members no longer see it when they next open a chat; the app and its page stay.',
  },
  secret: {
    reveal: 'Show',
    rotate: 'Reset',
    copy: 'Copy',
    copied: 'Secret copied',
    audited: 'Showing and resetting are kept in the audit log',
    notAllowed: 'For super admins only',
    rotateTitle: 'Reset the secret of “{name}”?',
    rotateEffect:
      'The old secret and the access tokens from it stop working at once; programs need the new one to go on.',
  },
} satisfies SameKeys<typeof zh>
