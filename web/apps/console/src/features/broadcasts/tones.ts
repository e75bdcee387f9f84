import type { BroadcastState, RecipientState, TaskState } from '@reunion/client'

type Tone = 'plain' | 'brand' | 'good' | 'warn' | 'bad'

export const STATE_TONES: Record<BroadcastState, Tone> = {
  review: 'warn',
  scheduled: 'brand',
  preparing: 'brand',
  open: 'brand',
  finished: 'good',
  cancelled: 'plain',
  rejected: 'bad',
}
export const RECIPIENT_TONES: Record<RecipientState, Tone> = {
  unsent: 'plain',
  sent: 'good',
  not_friend: 'warn',
  refused: 'warn',
  deselected: 'plain',
}
export const TASK_TONES: Record<TaskState, Tone> = {
  pending: 'warn',
  sending: 'brand',
  done: 'good',
  cancelled: 'plain',
}
