import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vite'
import { installable } from '../../packages/sync/installable/plugin.ts'
import { app } from '../../vite.shared.ts'

const base = app('/desk/', 5732, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
])

export default mergeConfig(base, {
  plugins: [
    installable({
      name: 'desk',
      base: '/desk/',
      icon: fileURLToPath(new URL('public/icon.svg', import.meta.url)),
      start: 'messages',
      title: '重逢 工作台',
      short: '重逢工作台',
      description: '和每一位客户，好好重逢',
      colour: '#dfe6ef',
      orientation: 'any',
    }),
  ],
})
