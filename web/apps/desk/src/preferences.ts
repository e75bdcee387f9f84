import { ref, watch, type Ref } from 'vue'

function kept(name: string, otherwise: boolean): Ref<boolean> {
  const key = `reunion.desk.${name}`
  const stored = localStorage.getItem(key)
  const value = ref(stored === null ? otherwise : stored === '1')
  watch(value, (now) => localStorage.setItem(key, now ? '1' : '0'))
  return value
}

/** Choices of this device. */
export const soundOn = kept('sound', true)
export const notificationsOn = kept('notifications', false)
export const panelOpen = kept('panel', true)
