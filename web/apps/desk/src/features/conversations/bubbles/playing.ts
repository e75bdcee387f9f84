let current: HTMLAudioElement | null = null

/** One voice at a time. */
export function playAlone(audio: HTMLAudioElement): Promise<void> {
  if (current !== audio) current?.pause()
  current = audio
  return audio.play()
}

export function stopPlaying(audio: HTMLAudioElement): void {
  audio.pause()
  if (current === audio) current = null
}
