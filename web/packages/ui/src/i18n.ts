import { ref, watch } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Texts } from './texts'
import uiEn from './texts.en'
import uiZh from './texts.zh'

export type Locale = 'zh-CN' | 'en'

const KEY = 'reunion.locale'

function stored(): Locale {
  const value = localStorage.getItem(KEY)
  if (value === 'en' || value === 'zh-CN') return value
  return 'zh-CN'
}

/** The language of this device; formats and requests follow it. */
export const locale = ref<Locale>(stored())

/** An app's translations; `en` is loaded only when it is wanted. */
export async function createTexts(zh: Texts, loadEn: () => Promise<Texts>) {
  const i18n = createI18n<false>({
    legacy: false,
    locale: 'zh-CN',
    fallbackLocale: 'zh-CN',
    messages: { 'zh-CN': { ui: uiZh, ...zh }, en: { ui: uiEn } },
  })

  let loaded = false
  async function show(wanted: Locale): Promise<void> {
    if (wanted === 'en' && !loaded) {
      i18n.global.setLocaleMessage('en', { ui: uiEn, ...(await loadEn()) })
      loaded = true
    }
    i18n.global.locale.value = wanted
    document.documentElement.lang = wanted
  }

  watch(locale, (wanted) => {
    localStorage.setItem(KEY, wanted)
    void show(wanted)
  })
  await show(locale.value)
  return i18n
}
