import type { FileImport } from '@reunion/client'

export const TONES = {
  uploaded: 'plain',
  checking: 'warn',
  checked: 'plain',
  running: 'warn',
  done: 'good',
  failed: 'bad',
} as const

/** Whether its rows are being read just now. */
export const isUnderway = (one: FileImport | null | undefined): boolean =>
  one?.state === 'checking' || one?.state === 'running'
