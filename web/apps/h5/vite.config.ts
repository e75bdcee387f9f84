import { mergeConfig } from 'vite'
import { app } from '../../vite.shared.ts'
import { installable } from './pwa/plugin.ts'

const base = app('/app/', 5733, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
  { name: 'shell', test: /h5\/src\/shell|packages\/(client|sync|ui)\/src/ },
])

export default mergeConfig(base, { plugins: [installable()] })
