import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { sync } from '../api'

const SIZE = 64
let plain: Promise<HTMLImageElement> | null = null

function plainIcon(link: HTMLLinkElement): Promise<HTMLImageElement> {
  return (plain ??= new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = link.href
  }))
}

async function drawIcon(unread: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (!link) return
  const image = await plainIcon(link)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIZE
  const pen = canvas.getContext('2d')!
  pen.drawImage(image, 0, 0, SIZE, SIZE)
  if (unread) {
    pen.fillStyle = '#d9363e'
    pen.beginPath()
    pen.arc(SIZE - 20, 20, 20, 0, 2 * Math.PI)
    pen.fill()
    pen.fillStyle = '#fff'
    pen.font = 'bold 28px sans-serif'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(unread > 9 ? '9+' : String(unread), SIZE - 20, 22)
  }
  link.type = 'image/png'
  link.href = canvas.toDataURL('image/png')
}

/** The tab shows what waits: (3) in the title and a dot on the icon. */
export function useBadge(): void {
  const { t } = useI18n()
  watchEffect(() => {
    const unread = sync.state.unread
    document.title = unread ? `(${unread > 99 ? '99+' : unread}) ${t('app.title')}` : t('app.title')
    void drawIcon(unread).catch(() => undefined)
  })
}
