import { ApiError, NetworkError } from '@reunion/client'
import { toast } from './toast'

type Say = (key: string) => string

/** What to tell a person about an error: the server's own words, or that the line is down. */
export function reasonOf(error: unknown, t: Say): string {
  if (error instanceof ApiError) return error.detail
  if (error instanceof NetworkError) return t('line.unavailable')
  return t('failed.unexpected')
}

/** Runs `act`; a failure becomes a toast and `false`. */
export async function tried(t: Say, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    toast(reasonOf(error, t), 'failed')
    return false
  }
}
