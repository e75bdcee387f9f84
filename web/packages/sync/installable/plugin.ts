import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import type { Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

interface Installed {
  /** Names what the worker keeps on the device; the same as the app's registration. */
  name: string
  /** Where the app lives, with a slash at both ends; its icon is public/icon.svg. */
  base: string
  icon: string
  /** The page that an installed app starts with, below `base`. */
  start: string
  title: string
  short: string
  description: string
  colour: string
  orientation: 'any' | 'portrait-primary'
  /** Built files of pages that lie outside of the app: the worker does not keep them. */
  without?: RegExp
}

const manifestOf = ({ base, ...app }: Installed) => ({
  id: base,
  name: app.title,
  short_name: app.short,
  description: app.description,
  lang: 'zh-CN',
  start_url: base + app.start,
  scope: base,
  display: 'standalone',
  orientation: app.orientation,
  background_color: app.colour,
  theme_color: app.colour,
  icons: [
    { src: `${base}icon.svg`, sizes: 'any', type: 'image/svg+xml' },
    { src: `${base}icon-192.png`, sizes: '192x192', type: 'image/png' },
    { src: `${base}icon-512.png`, sizes: '512x512', type: 'image/png' },
    {
      src: `${base}icon-maskable-512.png`,
      sizes: '512x512',
      type: 'image/png',
      purpose: 'maskable',
    },
  ],
})

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
export function installable(app: Installed): Plugin {
  return {
    name: 'reunion-installable',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const icon = readFileSync(app.icon, 'utf8')
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source })
        for (const side of [180, 192, 512]) emit(`icon-${side}.png`, draw(icon, side))
        emit('icon-maskable-512.png', draw(maskable(icon), 512))
        emit('manifest.webmanifest', JSON.stringify(manifestOf(app)))

        const names = Object.keys(bundle).filter(
          (name) => /\.(js|css|html|woff2?)$/.test(name) && !app.without?.test(name),
        )
        const files = [...new Set(['index.html', 'theme.js', 'icon.svg', ...names])].sort()
        const page = bundle['index.html']
        const shell = page?.type === 'asset' ? page.source : ''
        const version = createHash('sha256')
          .update(files.join())
          .update(shell)
          .digest('hex')
          .slice(0, 12)
        const worker = readFileSync(here('service-worker.js'), 'utf8')
          .replace('self.__NAME__', JSON.stringify(app.name))
          .replace('self.__BASE__', JSON.stringify(app.base))
          .replace('self.__VERSION__', JSON.stringify(version))
          .replace('self.__FILES__', JSON.stringify(files.map((name) => app.base + name)))
        emit('service-worker.js', worker)
      },
    },
  }
}
