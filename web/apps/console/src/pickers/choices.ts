import { onBeforeUnmount, ref, type Ref } from 'vue'

/** The choices of a picker, by what is typed; the first few before anything is. */
export function useChoices<Choice>(look: (text: string) => Promise<Choice[]>) {
  const options = ref([]) as Ref<Choice[]>
  const loading = ref(false)
  let timer = 0
  let latest = 0

  async function find(text: string): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const found = await look(text)
      if (mine === latest) options.value = found
    } catch {
      if (mine === latest) options.value = []
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  function search(text: string): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => find(text.trim()), 200)
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { options, loading, search, find }
}
