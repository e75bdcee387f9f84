/** The service worker below `base` keeps the shell on the device: the app starts without a network. */
export function installWorker(base: string): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.register(`${base}service-worker.js`, { scope: base }).catch((error) => {
    console.warn('the app will not start without a network', error)
  })
}

/** Takes the pictures off the device that the worker of this app has kept. */
export async function forgetPictures(name: string): Promise<void> {
  // a page without TLS has no such store, and no worker that fills one
  if ('caches' in window) await caches.delete(`reunion-${name}-media`)
}
