export default {
  partner: {
    invites: {
      supplier: 'invites you as somebody of a supplier',
      distributor: 'invites you as somebody of a distributor',
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
    promise: 'Only {corp} sees your company and position; your phone number is not shown to them',
  },
}
