interface Note {
  title: string
  body: string
  tag: string
  icon: string
  /** The page that it opens, as a path. */
  path: string
  open: () => void
}

/** A notification of the system's. Phones take one from the service worker only, which then opens `path`. */
export async function showNote({ title, open, path, ...options }: Note): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  try {
    const note = new Notification(title, options)
    note.onclick = () => {
      window.focus()
      open()
      note.close()
    }
  } catch {
    const worker = await navigator.serviceWorker?.getRegistration()
    await worker?.showNotification(title, { ...options, data: path })
  }
}
