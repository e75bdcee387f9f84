import { installWorker, provideSync } from '@reunion/sync'
import { createTexts } from '@reunion/ui'
import '@reunion/ui/styles/tokens.css'
import '@reunion/ui/styles/base.css'
import 'tdesign-vue-next/es/style/index.css'
import '@reunion/ui/styles/tdesign.css'
import './desk.css'
import { createApp } from 'vue'
import { sync } from './api'
import App from './App.vue'
import { router } from './router'
import zh from './texts.zh'

const texts = await createTexts(zh, async () => (await import('./texts.en')).default)
const app = createApp(App).use(texts).use(router)
provideSync(app, sync)
app.mount('#app')
if (import.meta.env.PROD) installWorker(import.meta.env.BASE_URL)
