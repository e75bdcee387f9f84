import { shallowRef } from 'vue'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
}

/** Set where the browser offers to put the app on the home screen. */
export const installPrompt = shallowRef<InstallPrompt | null>(null)

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  installPrompt.value = event as InstallPrompt
})
addEventListener('appinstalled', () => (installPrompt.value = null))

/** The service worker keeps the shell on the device: the app starts without a network. */
export function installWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('/app/service-worker.js', { scope: '/app/' }).catch((error) => {
    console.warn('the app will not start without a network', error)
  })
}
