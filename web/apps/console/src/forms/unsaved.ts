import { confirm } from '@reunion/ui'
import { onBeforeUnmount, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'

/**
 * Asks before a page is left whose form has changes that nobody saved; `loaded`: what fills the form, after
 * which it is as saved. Answers what is called once it was saved.
 */
export function useUnsaved(form: () => unknown, loaded: Ref<unknown>): () => void {
  const { t } = useI18n()
  let kept = JSON.stringify(form())
  const settle = () => void (kept = JSON.stringify(form()))
  const isChanged = () => JSON.stringify(form()) !== kept
  watch(loaded, settle, { flush: 'post' })

  const warn = (event: BeforeUnloadEvent) => isChanged() && event.preventDefault()
  addEventListener('beforeunload', warn)
  onBeforeUnmount(() => removeEventListener('beforeunload', warn))
  onBeforeRouteLeave(
    () =>
      !isChanged() ||
      confirm({
        title: t('list.leaveTitle'),
        effect: t('list.leaveEffect'),
        action: t('list.leave'),
        danger: true,
      }),
  )
  return settle
}
