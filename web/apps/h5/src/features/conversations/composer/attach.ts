import type { Outgoing } from '@reunion/sync'
import { formatSize } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { toast } from '../../../shell/toast'
import { readyPicture } from '../../media/image'

/* 企业微信's own sizes; the server holds them too. */
const MOST = { image: 10, video: 10, file: 20 } as const
const MB = 1024 * 1024

export function pastedFiles(event: ClipboardEvent): File[] {
  return [...(event.clipboardData?.files ?? [])]
}

async function videoSize(file: File): Promise<{ width?: number; height?: number; ms?: number }> {
  const url = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.preload = 'metadata'
  try {
    await new Promise((known, unknown) => {
      video.onloadedmetadata = known
      video.onerror = unknown
      video.src = url
    })
    const ms = Number.isFinite(video.duration) ? Math.round(video.duration * 1000) : undefined
    return { width: video.videoWidth, height: video.videoHeight, ms }
  } catch {
    return {}
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Turns files from the album, camera, clipboard or disk into messages. */
export function useAttach(send: (outgoing: Outgoing) => void) {
  const { t } = useI18n()

  function fits(kind: keyof typeof MOST, size: number): boolean {
    const good = size <= MOST[kind] * MB
    if (!good) toast(t('compose.tooLarge', { most: formatSize(MOST[kind] * MB) }), 'failed')
    return good
  }
  async function one(file: File, asFile: boolean): Promise<void> {
    if (!file.size) return toast(t('compose.emptyFile'), 'failed')
    if (!asFile && file.type.startsWith('image/')) {
      const picture = await readyPicture(file).catch(() => null)
      if (picture && fits('image', picture.blob.size)) {
        const { blob, name, width, height } = picture
        send({ kind: 'image', file: blob, name, width, height })
      }
      if (picture) return
    }
    if (!asFile && file.type.startsWith('video/')) {
      if (!fits('video', file.size)) return
      const { width, height, ms } = await videoSize(file)
      send({ kind: 'video', file, name: file.name, width, height, duration_ms: ms })
      return
    }
    if (fits('file', file.size)) send({ kind: 'file', file, name: file.name })
  }
  /** `asFile` sends pictures and videos untouched, as files. */
  async function attach(files: Iterable<File>, asFile = false): Promise<void> {
    for (const file of [...files].slice(0, 9)) await one(file, asFile)
  }
  return { attach }
}
