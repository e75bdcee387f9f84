import { inject, type App, type InjectionKey } from 'vue'
import type { Sync } from './types'

const KEY: InjectionKey<Sync> = Symbol('sync')

export function provideSync(app: App, sync: Sync): void {
  app.provide(KEY, sync)
}

export function useSync(): Sync {
  const sync = inject(KEY)
  if (!sync) throw new Error('provideSync(app, sync) was not called for this app')
  return sync
}
