type Word = { type: 'pending'; client_id: string } | { type: 'cleared' }

/** Tabs of one person on one device tell each other what the server cannot tell them. */
export class Tabs {
  private channel: BroadcastChannel | null = null

  open(name: string, hear: (word: Word) => void): void {
    this.close()
    this.channel = new BroadcastChannel(name)
    this.channel.onmessage = (event: MessageEvent<Word>) => hear(event.data)
  }

  say(word: Word): void {
    this.channel?.postMessage(word)
  }

  close(): void {
    this.channel?.close()
    this.channel = null
  }
}
