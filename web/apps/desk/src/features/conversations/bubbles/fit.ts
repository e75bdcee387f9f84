import type { Media } from '@reunion/client'

const WIDEST = 260
const HIGHEST = 280
const UNKNOWN = { width: 180, height: 180 }

/** The room a picture takes before its bytes are here, so nothing moves when they come. */
export function fit({ width, height }: Media): { width: number; height: number } {
  if (!width || !height) return UNKNOWN
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  return {
    width: Math.max(48, Math.round(width * scale)),
    height: Math.max(36, Math.round(height * scale)),
  }
}

/** A smaller rendering from the server; bytes that are still only here are shown as they are. */
export function thumbnail({ url }: Media, width: number): string {
  return url.startsWith('blob:') ? url : `${url}${url.includes('?') ? '&' : '?'}w=${width}`
}

export function formatDuration(ms = 0): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
