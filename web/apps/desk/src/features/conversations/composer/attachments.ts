import type { MediaSendKind, Outgoing } from '@reunion/sync'

/** A file chosen, pasted or dropped, before it is sent. */
export interface Attachment {
  file: File
  kind: MediaSendKind
  /** For pictures and videos; freed by `release`. */
  preview: string | null
  width?: number
  height?: number
  duration_ms?: number
}

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])
const LARGEST_PICTURE = 20 * 1024 * 1024
const LARGEST_VIDEO = 100 * 1024 * 1024

function kindOf(file: File): MediaSendKind {
  if (PICTURES.has(file.type) && file.size <= LARGEST_PICTURE) return 'image'
  if (file.type === 'video/mp4' && file.size <= LARGEST_VIDEO) return 'video'
  return 'file'
}

function videoSize(url: string): Promise<Pick<Attachment, 'width' | 'height' | 'duration_ms'>> {
  return new Promise((resolve) => {
    const video = document.createElement('video')
    video.preload = 'metadata'
    video.onloadedmetadata = () =>
      resolve({
        width: video.videoWidth,
        height: video.videoHeight,
        duration_ms: Math.round(video.duration * 1000),
      })
    video.onerror = () => resolve({})
    video.src = url
  })
}

/** Measures it, so that the bubble keeps its size from the first moment on. */
export async function prepare(file: File): Promise<Attachment> {
  const kind = kindOf(file)
  if (kind === 'file') return { file, kind, preview: null }
  const preview = URL.createObjectURL(file)
  if (kind === 'video') return { file, kind, preview, ...(await videoSize(preview)) }
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) {
    URL.revokeObjectURL(preview)
    return { file, kind: 'file', preview: null }
  }
  const { width, height } = picture
  picture.close()
  return { file, kind, preview, width, height }
}

export function release(attachment: Attachment): void {
  if (attachment.preview) URL.revokeObjectURL(attachment.preview)
}

export function outgoingOf({ file, kind, width, height, duration_ms }: Attachment): Outgoing {
  return { kind, file, name: file.name || `${kind}.png`, width, height, duration_ms }
}
