import type { Moment, MomentRange, MomentState, PostState } from '@reunion/client'
import { useI18n } from 'vue-i18n'

type Tone = 'plain' | 'brand' | 'good' | 'warn' | 'bad'

export const everybody = (): MomentRange => ({
  userids: [],
  department_ids: [],
  tags_all: [],
  tags_any: [],
  tags_none: [],
})
/** The states that are shown; what has failed or was deleted is in no list. */
export const SHOWN_STATES = ['preparing', 'open', 'finished', 'cancelled'] as const
export const STATE_TONES: Record<MomentState, Tone> = {
  preparing: 'brand',
  open: 'brand',
  finished: 'good',
  cancelled: 'plain',
  failed: 'bad',
  deleted: 'plain',
}
export const POST_TONES: Record<PostState, Tone> = {
  pending: 'warn',
  publishing: 'brand',
  published: 'good',
  cancelled: 'plain',
  deleted: 'plain',
}

/** What a Moment is called in lists: its first words, else its first attachment. */
export function useMomentTitle(): (one: Moment) => string {
  const { t } = useI18n()
  return ({ text, attachments, id }) => {
    const first = attachments[0]
    const line = text.trim().split('\n')[0]!
    if (line) return line
    return first ? first.title || t(`attachment.${first.kind}`) : `#${id}`
  }
}
