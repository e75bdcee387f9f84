import { useI18n } from 'vue-i18n'

/** Seconds as people say them, to the minute and second. */
export function useSeconds(): (seconds: number) => string {
  const { t } = useI18n()
  return (seconds) =>
    seconds < 60
      ? t('ui.seconds', { n: seconds })
      : t('ui.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 })
}
