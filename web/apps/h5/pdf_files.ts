import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const pdfjs = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
const { version } = JSON.parse(readFileSync(`${pdfjs}/package.json`, 'utf8')) as { version: string }
const NEEDED = [/^cmaps\/.+\.bcmap$/, /^standard_fonts\/.+\.(pfb|ttf)$/, /^wasm\/openjpeg_.+\.js$/]

/**
 * What pdf.js reads beside its code, from our own server: the character maps of Chinese, Japanese and Korean
 * PDFs that name a font without bringing it, the fonts that every PDF may take for granted, and the decoder of
 * JPEG 2000 for where WebAssembly may not run. They lie in a folder named after the version, so that browsers
 * keep them.
 */
export function pdfFiles(base: string): Plugin {
  const folder = `assets/pdfjs-${version}`
  const names = ['cmaps', 'standard_fonts', 'wasm']
    .flatMap((of) => readdirSync(`${pdfjs}/${of}`).map((name) => `${of}/${name}`))
    .filter((name) => NEEDED.some((one) => one.test(name)))
  const known = new Set(names)
  return {
    name: 'reunion-pdf-files',
    configureServer(server) {
      server.middlewares.use(`${base}${folder}/`, (request, response, next) => {
        const name = request.url!.slice(1)
        if (!known.has(name)) return next()
        if (name.endsWith('.js')) response.setHeader('Content-Type', 'text/javascript')
        response.end(readFileSync(`${pdfjs}/${name}`))
      })
    },
    generateBundle() {
      for (const name of names) {
        const source = readFileSync(`${pdfjs}/${name}`)
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source })
      }
    },
  }
}
