export const TONES = { pending: 'warn', delivered: 'good', failed: 'bad' } as const
