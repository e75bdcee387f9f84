import type { SameKeys } from '@reunion/ui'
import type zh from './texts.zh'

export default {
  tools: {
    loading: 'Opening “{name}”…',
    slow: "The app's page does not open. Check the network, or ask an administrator about its address",
    offer: '“{name}” asks you to send',
    sent: 'Sent',
    refuse: "Don't send",
    group: 'Group',
  },
} satisfies SameKeys<typeof zh>
