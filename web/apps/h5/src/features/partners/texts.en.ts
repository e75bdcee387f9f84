export default {
  partner: {
    invites: {
      supplier: 'invites you as a contact of its supplier',
      distributor: 'invites you as a contact of its distributor',
    },
    forGroup: { supplier: 'For suppliers', distributor: 'For distributors' },
    works: 'Your company',
    accept: 'Confirm who you are',
    acceptTitle: 'Confirm who you are',
    name: 'Name',
    position: 'Position',
    positionHint: 'For example: purchasing manager',
    confirm: 'Confirm',
    shown:
      "People of {corp} will see “{name} {'@'}{partner}”. A new name becomes the name of your account.",
    done: 'You are known as one of “{partner}”',
    doneHint: 'People of {corp} will reach you here',
    talk: 'Open the chat',
    change: 'Change my position',
    gone: 'This invitation no longer works',
    whySignIn: 'Sign in to confirm who you are',
    promise: 'Your company and position are seen by {corp} and by people in the same groups',
  },
}
