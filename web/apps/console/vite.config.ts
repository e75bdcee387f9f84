import { app } from '../../vite.shared.ts'

export default app('/console/', 5731, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
  { name: 'echarts', test: /node_modules\/(echarts|zrender)/ },
])
