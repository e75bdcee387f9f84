/* Keeps the shell of the app on the device, and the pictures that were seen. Chats are kept by the app. */
const NAME = 'reunion-' + self.__NAME__
const BASE = self.__BASE__
const SHELLS = NAME + '-shell-'
const SHELL = SHELLS + self.__VERSION__
const MEDIA = NAME + '-media'
const MOST_MEDIA = 300
const INDEX = BASE + 'index.html'
/* A line that takes longer than this to answer is as good as none for starting. */
const PATIENCE_MS = 4000

self.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(SHELL)
    await cache.addAll(self.__FILES__)
    await self.skipWaiting()
  }
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(SHELLS) && name !== SHELL) await caches.delete(name)
    }
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

/* A page of the app: from the network while there is one, so that a new version shows at once. */
async function page(request) {
  try {
    const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS))
    const answer = await Promise.race([fetch(request), late])
    if (answer.ok || answer.type === 'opaqueredirect') return answer
  } catch {
    // no network: the shell that was kept starts the app
  }
  return (await caches.match(INDEX)) ?? Response.error()
}

async function asset(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request)
}

async function picture(request) {
  const cache = await caches.open(MEDIA)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.status === 200 && answer.headers.get('content-type')?.startsWith('image/')) {
    await cache.put(request, answer.clone())
    const keys = await cache.keys()
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST_MEDIA))) await cache.delete(old)
  }
  return answer
}

self.addEventListener('notificationclick', (event) => {
  const { notification } = event
  notification.close()
  const show = async () => {
    const pages = await self.clients.matchAll({ type: 'window' })
    const mine = pages.find((one) => new URL(one.url).pathname.startsWith(BASE))
    if (!mine) return self.clients.openWindow(notification.data)
    await mine.focus()
    return mine.navigate(notification.data)
  }
  event.waitUntil(show())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && url.pathname.startsWith(BASE)) {
    event.respondWith(page(request))
  } else if (url.pathname.startsWith(BASE)) event.respondWith(asset(request))
  else if (url.pathname.startsWith('/media/') && request.destination === 'image') {
    event.respondWith(picture(request))
  }
})
