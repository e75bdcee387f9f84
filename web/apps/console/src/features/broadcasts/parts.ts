import type { Broadcast, BroadcastSums } from '@reunion/client'

/** What can become of a customer or group, in the order of the bar; `unsent` is the rest of it. */
const PARTS = [
  { key: 'sent', colour: '--chart-3' },
  { key: 'refused', colour: '--chart-4' },
  { key: 'not_friend', colour: '--chart-2' },
  { key: 'deselected', colour: '--color-text-3' },
  { key: 'unsent', colour: '--color-hover' },
] as const satisfies { key: keyof BroadcastSums; colour: string }[]

/** Groups are nobody's friends: one that is gone is held by a rule. */
export const partsOf = ({ chat_type }: Broadcast) =>
  PARTS.filter((part) => chat_type === 'single' || part.key !== 'not_friend')
