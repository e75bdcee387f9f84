import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  gone: 'There is no such form',
  closed: 'This form is closed and takes no more answers',
  send: 'Send',
  sent: 'Sent',
  required: 'Required',
  needed: 'Please answer this',
  phone: 'This is no phone number',
  number: 'Write a number',
  least: 'Not less than {n}',
  most: 'Not more than {n}',
  upTo: 'At most {n}',
  star: '{n} of {most} stars',
} satisfies SameKeys<typeof zh>
