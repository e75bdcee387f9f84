import type { LeftBehind, Member } from '@reunion/client'
import { confirm, formatNumber, notify, useAction } from '@reunion/ui'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api } from '../../api'
import { countUnassigned } from '../handover/unassigned'

/** What can be done to a member; each asks first and says what it touches. */
export function useMemberVerbs(done: () => Promise<void>) {
  const { t } = useI18n()
  const { busy, run } = useAction()
  const router = useRouter()
  const path = (member: Member) => `/api/console/members/${encodeURIComponent(member.userid)}`
  const words = (member: Member) => ({ name: member.name, n: formatNumber(member.customers) })

  async function disable(member: Member): Promise<void> {
    const yes = await confirm({
      title: t('directory.disableTitle', words(member)),
      effect: t('directory.disableEffect', words(member)),
      action: t('directory.disable'),
      danger: true,
    })
    if (yes && (await run(() => api.post(`${path(member)}/disable`)))) await done()
    void countUnassigned()
  }

  async function enable(member: Member): Promise<void> {
    if (await run(() => api.post(`${path(member)}/enable`), t('list.saved'))) await done()
    void countUnassigned()
  }

  async function resign(member: Member): Promise<void> {
    const yes = await confirm({
      title: t('directory.resignTitle', words(member)),
      effect: t('directory.resignEffect', words(member)),
      action: t('directory.resign'),
      danger: true,
      typed: member.name,
    })
    if (!yes) return
    let left: LeftBehind | undefined
    const resigned = await run(async () => {
      await api.post(`${path(member)}/resign`)
      left = await api.get<LeftBehind>(
        `/api/console/handovers/from/${encodeURIComponent(member.userid)}`,
      )
      const some = left.customers || left.groups ? 'directory.resigned' : 'directory.resignedAlone'
      notify(
        t(some, {
          name: member.name,
          n: formatNumber(left.customers),
          groups: formatNumber(left.groups),
        }),
      )
    })
    if (!resigned) return
    await done()
    void countUnassigned()
    // Whoever leaves customers, groups or open tasks behind is asked at once who takes them.
    if (left && (left.customers || left.groups || Object.keys(left.todos).length))
      await router.push({ name: 'handover-giver', params: { userid: member.userid } })
  }

  return { busy, disable, enable, resign }
}
