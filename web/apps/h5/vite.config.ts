import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vite'
import { app } from '../../vite.shared.ts'
import { pdfFiles } from './pdf_files.ts'
import { installable } from '../../packages/sync/installable/plugin.ts'

const base = app('/app/', 5733, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
  { name: 'shell', test: /h5\/src\/shell|packages\/(client|sync|ui)\/src/ },
])

export default mergeConfig(base, {
  build: {
    // read.html: what customers open from a chat, without the app around it
    rolldownOptions: { input: { main: 'index.html', read: 'read.html' } },
  },
  plugins: [
    pdfFiles('/app/'),
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
      without:
        /^(read\.html|assets\/(read|PdfPages|VideoPlayer|LibraryPage|FormPage|FormView|Question)\b|assets\/pdfjs-)/,
    }),
  ],
})
