import { ApiError, type Id } from '@reunion/client'
import { useLoad } from '@reunion/ui'
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { sync } from '../../client'
import { session } from '../../session'

interface Way<Card> {
  card: (signal: AbortSignal) => Promise<Card>
  slug: () => string
  /** What the button does for somebody who is signed in. */
  go: () => Promise<void>
}

/** What lies behind a code: its card, and the way through signing in to the chat it leads to. */
export function useLanding<Card extends { already: { conversation_id: Id | null } | null }>({
  card,
  slug,
  go,
}: Way<Card>) {
  const router = useRouter()
  const { data, error, reload } = useLoad(card, [slug])
  const gone = computed(() => error.value instanceof ApiError && error.value.status === 404)
  const signingIn = ref(false)

  async function openChat(id: Id): Promise<void> {
    await sync.refresh()
    await router.replace({ name: 'chat', params: { id } })
  }
  async function start(): Promise<void> {
    if (!session.value) signingIn.value = true
    else await go()
  }
  /* The card is asked for again: this person may be there already. */
  async function signedIn(): Promise<void> {
    signingIn.value = false
    await reload()
    const known = data.value?.already?.conversation_id
    if (known) await openChat(known)
    else await start()
  }
  return { data, error, gone, signingIn, reload, openChat, start, signedIn }
}

export type Landing = ReturnType<typeof useLanding>
