import { ApiError, type ContentFile } from '@reunion/client'
import { useAction } from '@reunion/ui'
import { ref } from 'vue'
import { api } from '../../api'

/** Uploads into the library; a refusal is said, kept in `refused` until the next try, and nothing is answered. */
export function usePictures() {
  const { run, busy } = useAction()
  const progress = ref(0)
  const refused = ref('')

  async function upload(file: File): Promise<ContentFile | null> {
    const form = new FormData()
    form.append('file', file)
    let found: ContentFile | null = null
    progress.value = 0
    refused.value = ''
    const send = () =>
      api.upload<ContentFile>('/api/console/content-files', form, (done) => {
        progress.value = Math.round(done * 100)
      })
    await run(async () => {
      try {
        found = await send()
      } catch (error) {
        if (error instanceof ApiError) refused.value = error.detail
        throw error
      }
    })
    return found
  }
  return { upload, busy, progress, refused }
}
