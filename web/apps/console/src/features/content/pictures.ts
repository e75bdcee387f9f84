import type { ContentFile } from '@reunion/client'
import { useAction } from '@reunion/ui'
import { ref } from 'vue'
import { api } from '../../api'

/** Uploads into the library; a refusal is said, and nothing is answered. */
export function usePictures() {
  const { run, busy } = useAction()
  const progress = ref(0)

  async function upload(file: File): Promise<ContentFile | null> {
    const form = new FormData()
    form.append('file', file)
    let found: ContentFile | null = null
    progress.value = 0
    await run(async () => {
      found = await api.upload<ContentFile>('/api/console/content-files', form, (done) => {
        progress.value = Math.round(done * 100)
      })
    })
    return found
  }
  return { upload, busy, progress }
}
