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

  /** To the others, also after `close`. */
  static announce(name: string, word: Word): void {
    const channel = new BroadcastChannel(name)
    channel.postMessage(word)
    channel.close()
  }

  close(): void {
    this.channel?.close()
    this.channel = null
  }
}
