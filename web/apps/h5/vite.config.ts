import { app } from '../../vite.shared.ts'

export default app('/app/', 5733, [
  { name: 'vue', test: /node_modules\/(@?vue|vue-router|vue-i18n|@intlify)/ },
])
