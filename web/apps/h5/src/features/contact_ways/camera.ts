interface Found {
  rawValue: string
}
interface Detector {
  detect(source: CanvasImageSource): Promise<Found[]>
}
declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector
      getSupportedFormats(): Promise<string[]>
    }
  }
}

/** A reader of QR codes, where the browser has one. */
export async function qrReader(): Promise<Detector | null> {
  if (!window.BarcodeDetector) return null
  const formats: string[] = await window.BarcodeDetector.getSupportedFormats().catch(() => [])
  return formats.includes('qr_code') ? new window.BarcodeDetector({ formats: ['qr_code'] }) : null
}

/** Looks at the camera's picture a few times a second until `found` says that it is enough. */
export async function watchCamera(
  video: HTMLVideoElement,
  reader: Detector,
  found: (text: string) => boolean,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
    audio: false,
  })
  let going = true
  const stop = () => {
    going = false
    for (const track of stream.getTracks()) track.stop()
  }
  video.srcObject = stream
  await video.play()
  const look = async () => {
    if (!going) return
    const codes = await reader.detect(video).catch(() => [])
    if (codes.some((code) => found(code.rawValue))) stop()
    else setTimeout(look, 250)
  }
  void look()
  return stop
}
