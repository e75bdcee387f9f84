import { readonly, ref } from 'vue'

export type Theme = 'auto' | 'light' | 'dark'

const KEY = 'reunion.theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const choice = ref<Theme>(stored())
const dark = ref(isDark())

function stored(): Theme {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'auto'
}

function isDark(): boolean {
  return choice.value === 'dark' || (choice.value === 'auto' && system.matches)
}

function apply(): void {
  dark.value = isDark()
  document.documentElement.setAttribute('theme-mode', dark.value ? 'dark' : 'light')
}

system.addEventListener('change', apply)
addEventListener('storage', (event) => {
  if (event.key !== KEY) return
  choice.value = stored()
  apply()
})

/** The viewer's choice, kept on this device, and what it comes to right now. */
export function useTheme() {
  function setTheme(theme: Theme): void {
    choice.value = theme
    if (theme === 'auto') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
    apply()
  }
  return { theme: readonly(choice), dark: readonly(dark), setTheme }
}
