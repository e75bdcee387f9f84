import type { SameKeys } from '@reunion/ui'
import forms from '../forms/texts.en'
import type zh from './read.texts.zh'

export default {
  forms,
  read: {
    by: '{name} sent you this',
    gone: 'This is no longer shown',
    goneHint: 'Ask whoever sent it to you',
    told: 'The sender sees whether you open this, how long and how far you read, to serve you better. You can refuse.',
    refuse: 'Do not record my reading',
    refused: 'Your reading is not recorded; what was recorded before is deleted.',
    accept: 'Record it again',
    notDone: 'It did not work; check the network and try again',
    page: 'Page {n} of {total}',
    leave: 'Go on to {host}',
    noPaper: 'The file did not load now; check the network and try again.',
    brokenPaper: 'This file cannot be opened; ask whoever sent it to you for another copy.',
    noVideo: 'The video does not play now; check the network and try again.',
    again: 'Try again',
    register: 'Register to read',
    name: 'Name',
    phone: 'Phone',
    company: 'Company',
    readOn: 'Register and read',
    registerNote:
      'What you tell here is used by this company to contact you, and for nothing else.',
    gated: 'Register to read',
    libraryEmpty: 'There is nothing here yet',
  },
} satisfies SameKeys<typeof zh>
