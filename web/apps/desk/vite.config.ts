import { app } from '../../vite.shared.ts'

export default app('/desk/', 5732, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
])
