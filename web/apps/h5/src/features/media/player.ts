import { ref } from 'vue'

/** One voice plays at a time; this is its address. */
export const playing = ref<string | null>(null)
let audio: HTMLAudioElement | null = null

export function stopVoice(): void {
  audio?.pause()
  audio = null
  playing.value = null
}

export async function toggleVoice(url: string): Promise<void> {
  const wasPlaying = playing.value === url
  stopVoice()
  if (wasPlaying) return
  audio = new Audio(url)
  playing.value = url
  audio.addEventListener('ended', stopVoice)
  try {
    await audio.play()
  } catch (error) {
    stopVoice()
    throw error
  }
}
