export const LONGEST_VOICE = 60_000
export const SHORTEST_VOICE = 800

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export interface Voice {
  blob: Blob
  name: string
  duration_ms: number
}
export interface Recording {
  /** Loudness of this moment, 0…1, for the waves on the screen. */
  level(): number
  stop(): Promise<Voice>
  cancel(): void
}

export const canRecord = () =>
  'MediaRecorder' in window && Boolean(navigator.mediaDevices?.getUserMedia)

/** Starts to record the microphone; throws the browser's own error when it may not. */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 })
  const parts: Blob[] = []
  const meter = new AudioContext()
  const analyser = meter.createAnalyser()
  meter.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const startedAt = performance.now()

  recorder.addEventListener('dataavailable', (event) => parts.push(event.data))
  recorder.start(250)

  function release(): void {
    for (const track of stream.getTracks()) track.stop()
    void meter.close()
  }
  return {
    level() {
      analyser.getByteTimeDomainData(samples)
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0)
      return Math.min(1, peak / 64)
    },
    stop: () =>
      new Promise((resolve) => {
        const duration = Math.round(performance.now() - startedAt)
        recorder.addEventListener('stop', () => {
          release()
          const type = recorder.mimeType.split(';')[0]!
          const name = `voice.${type.split('/')[1]}`
          resolve({ blob: new Blob(parts, { type }), name, duration_ms: duration })
        })
        recorder.stop()
      }),
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop()
      release()
    },
  }
}
