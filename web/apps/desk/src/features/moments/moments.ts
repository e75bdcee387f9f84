import type { DeskPost, MomentNotice, MomentPart, Page } from '@reunion/client'
import { computed, onBeforeUnmount, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, sync } from '../../api'

const path = '/api/desk/moments'
export type Parts = Page<MomentPart> & { pending: number; unread: number }

/** Moments that wait for this member's word, and likes and comments that he has not seen. */
export const pendingMoments = ref(0)
export const unreadNotices = ref(0)
export const momentCount = computed(() => pendingMoments.value + unreadNotices.value)

export async function loadParts(cursor: string | null, signal?: AbortSignal): Promise<Parts> {
  const page = await api.get<Parts>(`${path}/tasks`, { query: { cursor }, signal })
  pendingMoments.value = page.pending
  unreadNotices.value = page.unread
  return page
}
export const loadPosts = (cursor: string | null, signal?: AbortSignal) =>
  api.get<Page<DeskPost>>(path, { query: { cursor }, signal })

/** What is shown is seen. */
export async function loadNotices(
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<MomentNotice>> {
  const page = await api.get<Page<MomentNotice>>(`${path}/notices`, { query: { cursor }, signal })
  const [newest] = page.items
  if (!cursor && newest && !newest.read) {
    await api.post(`${path}/notices/read`, { notice_id: newest.id }).catch(() => undefined)
    unreadNotices.value = 0
  }
  return page
}

/** Keeps the number at the entry of 朋友圈 current for as long as the shell stands. */
export function watchMoments(): void {
  const load = () => void loadParts(null).catch(() => undefined)
  load()
  onBeforeUnmount(sync.on('moments', load))
}

/** What a post is called in lists. */
export function useMomentTitle() {
  const { t } = useI18n()
  return ({ text, attachments }: Pick<DeskPost, 'text' | 'attachments'>): string => {
    const line = text.trim().split('\n')[0]!
    const first = attachments[0]
    if (line || !first) return line
    if (first.title) return first.title
    return t(
      `moment.kinds.${first.kind === 'image' || first.kind === 'video' ? first.kind : 'other'}`,
    )
  }
}
