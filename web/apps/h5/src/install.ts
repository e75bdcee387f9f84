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
