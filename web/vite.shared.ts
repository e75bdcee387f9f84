import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const themeSource = fileURLToPath(new URL('packages/ui/src/theme-first.js', import.meta.url))

/** The stored theme is set before the first paint; as a file, since the CSP allows no inline script. */
function themeFirst(base: string): Plugin {
  return {
    name: 'reunion-theme-first',
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: `${base}theme.js` }, injectTo: 'head-prepend' },
    ],
    configureServer(server) {
      server.middlewares.use(`${base}theme.js`, (_req, res) => {
        res.setHeader('Content-Type', 'text/javascript')
        res.end(readFileSync(themeSource))
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'theme.js', source: readFileSync(themeSource) })
    },
  }
}

/** One build for every app: `base` is where the server mounts it, `groups` names big vendor chunks. */
export function app(base: string, port: number, groups: { name: string; test: RegExp }[] = []) {
  const server = process.env.REUNION_BASE_URL ?? 'http://127.0.0.1:8700'
  const passOn = { target: server, changeOrigin: false, ws: true }
  return defineConfig({
    base,
    plugins: [vue(), themeFirst(base)],
    define: {
      __VUE_OPTIONS_API__: true,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: {
      target: 'es2022',
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
    server: {
      port,
      strictPort: true,
      proxy: { '/api': passOn, '/socket': passOn, '/media': passOn, '/q': passOn, '/docs': passOn },
    },
  })
}
