import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vite'
import { app } from '../../vite.shared.ts'
import { installable } from '../../packages/sync/installable/plugin.ts'

const base = app('/app/', 5733, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
  { name: 'shell', test: /h5\/src\/shell|packages\/(client|sync|ui)\/src/ },
])

export default mergeConfig(base, {
  plugins: [
    installable({
      name: 'h5',
      base: '/app/',
      icon: fileURLToPath(new URL('public/icon.svg', import.meta.url)),
      start: 'chats',
      title: '重逢',
      short: '重逢',
      description: '和认识的人继续聊',
      colour: '#ededed',
      orientation: 'portrait-primary',
    }),
  ],
})
