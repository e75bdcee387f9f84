import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import type { Plugin } from 'vite'

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

const manifest = {
  id: '/app/',
  name: '重逢',
  short_name: '重逢',
  description: '和认识的人继续聊',
  lang: 'zh-CN',
  start_url: '/app/chats',
  scope: '/app/',
  display: 'standalone',
  orientation: 'portrait-primary',
  background_color: '#ededed',
  theme_color: '#ededed',
  icons: [
    { src: '/app/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/app/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/app/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/app/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
}

const draw = (svg: string, side: number) =>
  new Resvg(svg, { fitTo: { mode: 'width', value: side } }).render().asPng()

/** Without round corners, and with the drawing inside the circle that every system keeps. */
function maskable(svg: string): string {
  return svg
    .replace(/rx="\d+"/, '')
    .replace(/<circle/, '<g transform="translate(9.6 9.6) scale(.7)"><circle')
    .replace('</svg>', '</g></svg>')
}

/** What makes the app installable: manifest, icons, and the worker that knows the built files. */
export function installable(): Plugin {
  return {
    name: 'reunion-installable',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const icon = read('../public/icon.svg')
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source })
        for (const side of [180, 192, 512]) emit(`icon-${side}.png`, draw(icon, side))
        emit('icon-maskable-512.png', draw(maskable(icon), 512))
        emit('manifest.webmanifest', JSON.stringify(manifest))

        const names = Object.keys(bundle).filter((name) => /\.(js|css|html|woff2?)$/.test(name))
        const files = [...new Set(['index.html', 'theme.js', 'icon.svg', ...names])].sort()
        const page = bundle['index.html']
        const shell = page?.type === 'asset' ? page.source : ''
        const version = createHash('sha256')
          .update(files.join())
          .update(shell)
          .digest('hex')
          .slice(0, 12)
        const worker = read('service-worker.js')
          .replace('self.__VERSION__', JSON.stringify(version))
          .replace('self.__FILES__', JSON.stringify(files.map((name) => `/app/${name}`)))
        emit('service-worker.js', worker)
      },
    },
  }
}
