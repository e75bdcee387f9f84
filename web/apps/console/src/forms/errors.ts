import { ApiError } from '@reunion/client'
import { ref } from 'vue'

/** The server's word on single fields (422 with `fields`), to be shown beside them. */
export function useFieldErrors() {
  const errors = ref<Record<string, string>>({})

  /** Runs `save`; a refusal of fields lands in `errors` and goes on to the caller. */
  async function collect<T>(save: () => Promise<T>): Promise<T> {
    errors.value = {}
    try {
      return await save()
    } catch (error) {
      if (error instanceof ApiError && typeof error.problem.fields === 'object') {
        errors.value = error.problem.fields as Record<string, string>
      }
      throw error
    }
  }
  return { errors, collect }
}
