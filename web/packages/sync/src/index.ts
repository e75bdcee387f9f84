export { createSync } from './sync'
export { storedSession } from './session'
export { provideSync, useSync } from './vue'
export type * from './types'
