import { showNote } from '@reunion/sync'
import { onBeforeUnmount } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { sync } from '../api'
import { useLastLine } from '../features/conversations/last_line'
import { notificationsOn, soundOn } from '../preferences'

let audio: AudioContext | null = null
let lastRing = 0

/** Two soft notes; a burst of messages rings once. */
export function ring(): void {
  const now = Date.now()
  if (now - lastRing < 1500) return
  lastRing = now
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume()
  for (const [at, frequency] of [
    [0, 880],
    [0.12, 1174.7],
  ] as const) {
    const tone = audio.createOscillator()
    const loudness = audio.createGain()
    const start = audio.currentTime + at
    tone.frequency.value = frequency
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(0.12, start + 0.015)
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.28)
    tone.connect(loudness).connect(audio.destination)
    tone.start(start)
    tone.stop(start + 0.3)
  }
}

/** Sound and desktop notification for what arrives while nobody looks at it. */
export function useAlerts(): void {
  const { t } = useI18n()
  const router = useRouter()
  const lastLine = useLastLine()

  const stop = sync.on('message', (message, conversation) => {
    if (conversation.muted || message.kind === 'system') return
    const here = router.currentRoute.value
    const looking =
      document.hasFocus() && here.name === 'messages' && here.params.id === String(conversation.id)
    if (looking) return
    if (soundOn.value) ring()
    if (!notificationsOn.value || document.hasFocus()) return
    const to = { name: 'messages', params: { id: conversation.id } }
    void showNote({
      title: conversation.title || t('app.name'),
      body: lastLine(message, conversation),
      tag: `conversation-${conversation.id}`,
      icon: `${import.meta.env.BASE_URL}icon-192.png`,
      path: router.resolve(to).href,
      open: () => void router.push(to),
    })
  })
  onBeforeUnmount(stop)
}
