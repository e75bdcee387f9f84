import { onBeforeUnmount, ref } from 'vue'

export const LONGEST_VOICE_MS = 60_000
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export interface Voice {
  blob: Blob
  name: string
  duration_ms: number
}

/** Records from the microphone, a minute at most; the browser asks the person first. */
export function useRecorder(done: (voice: Voice) => void) {
  const recording = ref(false)
  const elapsed = ref(0)
  let recorder: MediaRecorder | null = null
  let keep = false
  let timer: ReturnType<typeof setInterval> | undefined

  async function start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const mimeType = FORMATS.find((one) => MediaRecorder.isTypeSupported(one))
    const mine = (recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 }))
    const parts: Blob[] = []
    const began = performance.now()
    mine.ondataavailable = (event) => parts.push(event.data)
    mine.onstop = () => {
      stream.getTracks().forEach((track) => track.stop())
      clearInterval(timer)
      recording.value = false
      if (!keep) return
      const type = mine.mimeType.split(';')[0]!
      const blob = new Blob(parts, { type })
      const ending = type.split('/')[1]
      done({ blob, name: `voice.${ending}`, duration_ms: Math.round(performance.now() - began) })
    }
    mine.start()
    elapsed.value = 0
    recording.value = true
    timer = setInterval(() => {
      elapsed.value = performance.now() - began
      if (elapsed.value >= LONGEST_VOICE_MS) stop(true)
    }, 200)
  }

  function stop(send: boolean): void {
    keep = send
    if (recorder?.state === 'recording') recorder.stop()
  }
  onBeforeUnmount(() => stop(false))

  return { recording, elapsed, start, stop }
}
