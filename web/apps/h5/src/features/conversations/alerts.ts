import type { Conversation, Message } from '@reunion/client'
import { showNote } from '@reunion/sync'
import { watch } from 'vue'
import { sync } from '../../client'
import { router } from '../../router'
import { profile } from '../people/profile'
import { lineOf, titleOf } from './preview'

type Say = (key: string, values?: Record<string, unknown>) => string

let sounds: AudioContext | null = null
addEventListener('pointerdown', () => (sounds ??= new AudioContext()), { once: true })

/** Two soft notes; silent until the person has touched the page, as browsers demand. */
function ring(): void {
  if (!sounds || sounds.state !== 'running') return
  const start = sounds.currentTime
  for (const [at, pitch] of [
    [0, 880],
    [0.12, 1175],
  ] as const) {
    const tone = sounds.createOscillator()
    const volume = sounds.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.08, start + at)
    volume.gain.exponentialRampToValueAtTime(0.001, start + at + 0.25)
    tone.connect(volume).connect(sounds.destination)
    tone.start(start + at)
    tone.stop(start + at + 0.25)
  }
}

const isLooking = (id: number) =>
  document.visibilityState === 'visible' &&
  router.currentRoute.value.name === 'chat' &&
  Number(router.currentRoute.value.params.id) === id

function show(message: Message, conversation: Conversation, t: Say): void {
  const me = sync.meIn(conversation.id)
  const open = profile.value?.notify_preview ?? true
  const to = { name: 'chat', params: { id: conversation.id } }
  void showNote({
    title: open ? titleOf(conversation, me) : t('brand'),
    body: open ? lineOf(message, t) : t('notify.newMessage'),
    tag: `chat-${conversation.id}`,
    icon: '/app/icon-192.png',
    path: router.resolve(to).href,
    open: () => void router.push(to),
  })
}

/** Sound, a notification while the page is hidden, and the number on the title and the app's icon. */
export function alertOnMessages(t: Say): void {
  sync.on('message', (message, conversation) => {
    if (conversation.muted || message.kind === 'system' || isLooking(conversation.id)) return
    if (profile.value?.notify_messages === false) return
    if (profile.value?.notify_sound !== false) ring()
    if (document.visibilityState !== 'visible') show(message, conversation, t)
  })
  watch(
    () => sync.state.unread,
    (unread) => {
      document.title = unread ? `(${unread > 99 ? '99+' : unread}) ${t('brand')}` : t('brand')
      const badge = navigator.setAppBadge?.(unread)
      badge?.catch(() => undefined)
    },
    { immediate: true },
  )
}
