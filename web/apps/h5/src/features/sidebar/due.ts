import type { FollowUp, FollowUps } from '@reunion/client'
import { shallowRef } from 'vue'
import { dueFollowUps } from './api'

/** What of all my notes is due until the end of today, the most urgent first; late by `now`. */
export const due = shallowRef<FollowUps>({ items: [], now: '', tomorrow: '' })

export async function loadDue(): Promise<void> {
  const open = await dueFollowUps()
  due.value = { ...open, items: open.items.filter((one) => isBefore(one.due_at, open.tomorrow)) }
}
/** By the server's time: a phone's clock says what its owner likes. */
export const isLate = (one: FollowUp, among: FollowUps) =>
  !one.done_at && isBefore(one.due_at, among.now)

function isBefore(at: string | null, then: string): boolean {
  return at !== null && Date.parse(at) < Date.parse(then)
}
