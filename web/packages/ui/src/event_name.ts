import { useI18n } from 'vue-i18n'

/** What an event is called: our own have names in both languages, others are as they came. */
export function useEventName(): (name: string) => string {
  const { t, te } = useI18n()
  return (name) =>
    /^[a-z_]+$/.test(name) && te(`ui.events.${name}`) ? t(`ui.events.${name}`) : name
}
