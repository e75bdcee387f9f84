import { readonly, ref, type Ref } from 'vue'

const query = matchMedia('(min-width: 900px)')
const wide = ref(query.matches)
query.addEventListener('change', () => (wide.value = query.matches))

/** True where list and chat stand side by side. */
export function useWide(): Readonly<Ref<boolean>> {
  return readonly(wide)
}
