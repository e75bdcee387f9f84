import type { HandoverState } from '@reunion/client'

export const TONES: Record<HandoverState, 'plain' | 'brand' | 'good' | 'warn' | 'bad'> = {
  waiting: 'brand',
  done: 'good',
  refused: 'bad',
  full: 'bad',
  ended: 'plain',
}
