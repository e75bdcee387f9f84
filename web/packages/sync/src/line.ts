import {
  SOCKET_SIGNED_OUT,
  type ClientFrame,
  type ServerFrame,
  type Surface,
} from '@reunion/client'
import type { Status } from './types'

const HEARTBEAT_MS = 25_000
const ANSWER_WITHIN_MS = 10_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

export interface Line {
  open(): void
  close(): void
  /** False when there is no line; nothing is queued. */
  send(frame: ClientFrame): boolean
}

interface LineOptions {
  surface: Exclude<Surface, 'console'>
  onStatus: (status: Status, retryAt: number | null) => void
  onFrame: (frame: ServerFrame) => void
}

/** One socket that stays: heartbeat, back-off with jitter, and an immediate try when the network or the tab comes back. */
export function createLine({ surface, onStatus, onFrame }: LineOptions): Line {
  let socket: WebSocket | null = null
  let ready = false
  let wanted = false
  let failures = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let beatTimer: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    clearTimeout(retryTimer)
    if (!wanted || socket) return
    if (!navigator.onLine) return onStatus('offline', null)
    onStatus('connecting', null)
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const mine = (socket = new WebSocket(`${scheme}://${location.host}/socket/${surface}`))
    mine.onmessage = (event) => mine === socket && receive(String(event.data))
    mine.onclose = (event) => mine === socket && lost(event.code)
    expectWithin(ANSWER_WITHIN_MS)
  }

  function receive(text: string): void {
    const frame = JSON.parse(text) as ServerFrame
    if (frame.type === 'ready') {
      ready = true
      failures = 0
      onStatus('online', null)
    }
    clearTimeout(beatTimer)
    beatTimer = setTimeout(beat, HEARTBEAT_MS)
    if (frame.type !== 'pong') onFrame(frame)
  }

  function beat(): void {
    send({ type: 'ping' })
    expectWithin(ANSWER_WITHIN_MS)
  }

  function expectWithin(ms: number): void {
    clearTimeout(beatTimer)
    beatTimer = setTimeout(() => drop(), ms)
  }

  /** A dead peer never answers the closing handshake, so the socket is left behind at once. */
  function drop(): void {
    const old = socket
    lost(0)
    old?.close()
  }

  function lost(code: number): void {
    socket = null
    ready = false
    clearTimeout(beatTimer)
    if (!wanted) return
    if (code === SOCKET_SIGNED_OUT) {
      wanted = false
      return onStatus('signed_out', null)
    }
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++)
    const wait = ceiling / 2 + (Math.random() * ceiling) / 2
    onStatus('offline', navigator.onLine ? Date.now() + wait : null)
    if (navigator.onLine) retryTimer = setTimeout(connect, wait)
  }

  function send(frame: ClientFrame): boolean {
    if (!ready || socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(frame))
    return true
  }

  function networkBack(): void {
    failures = 0
    connect()
  }
  function tabBack(): void {
    if (document.visibilityState !== 'visible') return
    if (ready) beat()
    else networkBack()
  }

  return {
    open() {
      if (!wanted) {
        addEventListener('online', networkBack)
        addEventListener('offline', drop)
        document.addEventListener('visibilitychange', tabBack)
      }
      wanted = true
      networkBack()
    },
    close() {
      wanted = false
      removeEventListener('online', networkBack)
      removeEventListener('offline', drop)
      document.removeEventListener('visibilitychange', tabBack)
      clearTimeout(retryTimer)
      clearTimeout(beatTimer)
      const old = socket
      socket = null
      ready = false
      old?.close(1000)
    },
    send,
  }
}
