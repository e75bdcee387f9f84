import type { ContentReading, Id, ReadingProgress } from '@reunion/client'
import { useSeconds } from '@reunion/ui'
import { computed, onBeforeUnmount, shallowReactive } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, sync } from '../../api'

/** A page that is looked at tells each five seconds; one that fell silent is looked at no more. */
const SILENT_MS = 45_000

const kept = shallowReactive(new Map<Id, ContentReading>())
const timers = new Map<Id, number>()

/** Who reads at this moment what I sent, those first whom it was sent to. */
export const readings = computed(() =>
  [...kept.values()].sort((a, b) => Number(a.forwarded) - Number(b.forwarded)),
)
export const readingIn = (conversationId: Id | undefined) =>
  readings.value.find((one) => one.conversation_id === conversationId)

function forget(id: Id): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  kept.delete(id)
}
const forgetAll = () => [...kept.keys()].forEach(forget)
function heard(told: ContentReading): void {
  forget(told.id)
  if (told.ended) return
  kept.set(told.id, told)
  timers.set(
    told.id,
    window.setTimeout(() => forget(told.id), SILENT_MS),
  )
}
/** Of one that is not known here, since it was told before or had ended, all is asked anew. */
function heardOn(told: ReadingProgress): void {
  const known = kept.get(told.id)
  if (known) heard({ ...known, ...told })
  else if (!told.ended) void load()
}
async function load(): Promise<void> {
  const found = await api.get<ContentReading[]>('/api/desk/content/reading').catch(() => null)
  if (!found) return
  forgetAll()
  found.forEach(heard)
}

/** Keeps it current for as long as the shell stands. Nothing rings: it is seen by who looks. */
export function watchReadings(): void {
  void load()
  const stops = [
    sync.on('reading', heard),
    sync.on('readingOn', heardOn),
    sync.on('readings', load),
  ]
  onBeforeUnmount(() => {
    stops.forEach((stop) => stop())
    forgetAll()
  })
}

/** How a reading is said: what she reads, and how far she is. */
export function useReadingWords() {
  const { t } = useI18n()
  const what = (one: ContentReading) =>
    t(one.forwarded ? 'reading.passedOn' : 'reading.now', { title: one.title })
  const place = (one: ContentReading) =>
    one.kind === 'report' && one.place
      ? t('reading.page', { n: one.place, total: one.places })
      : `${one.depth}%`
  const time = useSeconds()
  const far = (one: ContentReading) => `${time(one.seconds)} · ${place(one)}`
  return { what, far, place }
}
