import type { FeedPost, Page } from '@reunion/client'
import { newId } from '@reunion/sync'
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { client, sync } from '../../client'

const path = '/api/app/moments'

/** My feed, or one member's part of it: newest first, a page at a time. */
export function useFeed(memberId: number | undefined) {
  const posts = shallowRef<FeedPost[]>([])
  const cursor = ref<string | null>(null)
  const loaded = ref(false)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const read = (next: string | null) =>
    client.get<Page<FeedPost>>(path, { query: { member_id: memberId, cursor: next } })

  async function load(next: string | null): Promise<void> {
    if (loading.value) return
    loading.value = true
    try {
      const page = await read(next)
      posts.value = next ? [...posts.value, ...page.items] : page.items
      cursor.value = page.next_cursor
      loaded.value = true
      error.value = null
    } catch (problem) {
      error.value = problem
    }
    loading.value = false
  }

  /** The newest page, before what is older and shown already. */
  async function refresh(): Promise<void> {
    const page = await read(null).catch(() => null)
    if (!page) return
    const oldest = page.items.at(-1)
    const whole = !page.next_cursor || !oldest
    const older = whole ? [] : posts.value.filter((one) => one.at < oldest.at)
    posts.value = [...page.items, ...older]
    if (whole) cursor.value = null
  }

  function put(post: FeedPost): void {
    posts.value = posts.value.map((one) => (one.post_id === post.post_id ? post : one))
  }

  void load(null)
  onBeforeUnmount(sync.on('moments', () => void refresh()))
  return {
    posts,
    loaded,
    loading,
    error,
    hasMore: computed(() => cursor.value !== null),
    reload: () => load(null),
    more: () => (cursor.value ? load(cursor.value) : undefined),
    put,
  }
}

export const getPost = (id: number, signal?: AbortSignal) =>
  client.get<FeedPost>(`${path}/${id}`, { signal })

export const like = ({ post_id, liked }: FeedPost) =>
  liked
    ? client.delete<FeedPost>(`${path}/${post_id}/like`)
    : client.post<FeedPost>(`${path}/${post_id}/like`)

/** The same comment once, however often it is sent. */
export function newComment(post: FeedPost) {
  const client_id = newId()
  return (text: string) =>
    client.post<FeedPost>(`${path}/${post.post_id}/comments`, { text, client_id })
}

export const deleteComment = (post: FeedPost, id: number) =>
  client.delete<FeedPost>(`${path}/${post.post_id}/comments/${id}`)
