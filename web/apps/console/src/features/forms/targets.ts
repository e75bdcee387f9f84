import type { GrowthTag, ProfileField } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '../../api'

const STANDARD = ['name', 'gender', 'birthday', 'city'] as const

/** What an answer can become: an attribute of the profile, a tag. */
export function useTargets() {
  const { t } = useI18n()
  const { data: fields } = useLoad((signal) =>
    api.get<{ items: ProfileField[] }>('/api/console/profile-fields', { signal }),
  )
  const { data: known } = useLoad((signal) =>
    api.get<{ items: GrowthTag[] }>('/api/console/profile-tags', { signal }),
  )
  const attributes = computed(() => [
    { value: '', text: t('surveys.noAttribute') },
    ...STANDARD.map((value) => ({ value, text: t(`surveys.attributes.${value}`) })),
    ...(fields.value?.items ?? [])
      .filter((one) => !one.archived)
      .map((one) => ({ value: one.key, text: one.name })),
  ])
  const tags = computed(() => [
    { value: '', text: t('surveys.noTag') },
    ...(known.value?.items ?? []).map((one) => ({
      value: String(one.tag_no),
      text: `${one.group_name} · ${one.name}`,
    })),
  ])
  return { attributes, tags }
}
