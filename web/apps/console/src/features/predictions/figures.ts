import { formatNumber } from '@reunion/ui'

/** In words, or a dash where nothing was computed. */
export function said(value: number | null | undefined, words: (value: number) => string): string {
  return typeof value === 'number' ? words(value) : '–'
}

/** An expected number of purchases. */
export const twoPlaces = (n: number) => formatNumber(Math.round(n * 100) / 100)
