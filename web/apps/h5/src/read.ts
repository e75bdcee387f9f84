import '@reunion/ui/styles/tokens.css'
import '@reunion/ui/styles/base.css'
import './features/content/read.css'
import { createTexts, locale, useTheme } from '@reunion/ui'
import { createApp } from 'vue'
import zh from './features/content/read.texts.zh'
import ReadApp from './features/content/ReadApp.vue'

/** What customers open from a chat: without the app around it, so that it is there at once. */
if (!localStorage.getItem('reunion.locale') && /^en\b/i.test(navigator.language))
  locale.value = 'en'
useTheme()
const app = createApp(ReadApp)
app.use(
  await createTexts(zh, async () => (await import('./features/content/read.texts.en')).default),
)
app.mount('#app')
