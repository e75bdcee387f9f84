import type { BroadcastSums } from '@reunion/client'

/** What can become of a customer, in the order of the bar; `unsent` is the rest of it. */
export const PARTS = [
  { key: 'sent', colour: '--chart-3' },
  { key: 'refused', colour: '--chart-4' },
  { key: 'not_friend', colour: '--chart-2' },
  { key: 'deselected', colour: '--color-text-3' },
  { key: 'unsent', colour: '--color-hover' },
] as const satisfies { key: keyof BroadcastSums; colour: string }[]
