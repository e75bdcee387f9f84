import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** Follows `source` once it has stood still, so that a search runs for words and not for keystrokes. */
export function useSettled<T>(source: Readonly<Ref<T>>, ms = 200): Readonly<Ref<T>> {
  const settled = ref(source.value) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = value), ms)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}
