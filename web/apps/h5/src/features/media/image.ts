const LONG_SIDE = 1920
const SMALL_ENOUGH = 1_500_000

async function draw(
  source: ImageBitmap,
  sx: number,
  sy: number,
  sw: number,
  sh: number,
  scale: number,
) {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(sw * scale)
  canvas.height = Math.round(sh * scale)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, sx, sy, sw, sh, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.86))
  if (!blob) throw new Error('the picture could not be drawn')
  return { blob, width: canvas.width, height: canvas.height }
}

export interface Picture {
  blob: Blob
  name: string
  width: number
  height: number
}

/** A picture ready to send: large photos become a JPEG of at most 1920 pixels; small ones and GIFs stay. */
export async function readyPicture(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const { width, height } = bitmap
  const long = Math.max(width, height)
  const kept = ['image/gif', 'image/jpeg', 'image/png', 'image/webp'].includes(file.type)
  const asIs =
    kept && (file.type === 'image/gif' || (long <= LONG_SIDE && file.size < SMALL_ENOUGH))
  try {
    if (asIs) return { blob: file, name: file.name, width, height }
    const drawn = await draw(bitmap, 0, 0, width, height, Math.min(1, LONG_SIDE / long))
    return { ...drawn, name: file.name.replace(/\.\w+$/, '') + '.jpg' }
  } finally {
    bitmap.close()
  }
}

/** The middle square of a picture, `side` pixels at most: for avatars. */
export async function squareImage(file: File, side: number): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const edge = Math.min(bitmap.width, bitmap.height)
  const left = (bitmap.width - edge) / 2
  const top = (bitmap.height - edge) / 2
  try {
    return (await draw(bitmap, left, top, edge, edge, Math.min(1, side / edge))).blob
  } finally {
    bitmap.close()
  }
}

/** The size of a bubble's picture: 微信's bounds, its proportions kept within 1 : 3. */
export function bubbleSize(width = 0, height = 0): { width: number; height: number } {
  if (!width || !height) return { width: 160, height: 160 }
  const most = 180
  const least = 60
  const scale = Math.min(most / width, most / height, 1)
  return {
    width: Math.round(Math.max(least, width * scale)),
    height: Math.round(Math.max(least, height * scale)),
  }
}
