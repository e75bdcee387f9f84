import 'weui/dist/style/base/base.min.css'
import 'weui/dist/style/widget/weui-button/weui-button.min.css'
import 'weui/dist/style/widget/weui-cell/weui-cell.min.css'
import 'weui/dist/style/widget/weui-cell/weui-cell-form.min.css'
import 'weui/dist/style/widget/weui-cell/weui-check.min.css'
import 'weui/dist/style/widget/weui-cell/weui-switch.min.css'
import '@reunion/ui/styles/tokens.css'
import '@reunion/ui/styles/base.css'
import './styles/theme.css'
import './styles/page.css'
import { installWorker, provideSync } from '@reunion/sync'
import { createTexts } from '@reunion/ui'
import { createApp } from 'vue'
import App from './App.vue'
import { sync } from './client'
import { alertOnMessages } from './features/conversations/alerts'
import './install'
import { router } from './router'
import { onSessionEnded } from './session'
import { followKeyboard } from './shell/keyboard'
import zh from './texts/zh'

followKeyboard()
const app = createApp(App)
const texts = await createTexts(zh, async () => (await import('./texts/en')).default)
app.use(texts)
app.use(router)
provideSync(app, sync)
alertOnMessages(texts.global.t)

onSessionEnded(() => {
  const next = router.currentRoute.value.fullPath
  void router.replace({ name: 'sign-in', query: { next } })
})
app.mount('#app')
if (import.meta.env.PROD) installWorker(import.meta.env.BASE_URL)
