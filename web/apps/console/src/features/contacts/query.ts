import { dayEnd, dayStart } from '../../pickers/days'

/** Resting values of the filters; `tag` may be `none`: customers without any. */
export const ANY_CUSTOMER = {
  q: '',
  member: '',
  department: '',
  tag: '',
  source: '',
  state: 'active',
  from: '',
  to: '',
  sort: 'added_at',
}
export type CustomerFilterValues = typeof ANY_CUSTOMER

export const NO_TAG = 'none'

/** The filters as the server's query; days become moments of this device's time zone. */
export function customerQuery(filters: CustomerFilterValues) {
  const { department, tag, from, to, state, ...rest } = filters
  return {
    ...rest,
    state: state === 'any' ? undefined : state,
    department_id: department,
    tag: tag === NO_TAG ? undefined : tag,
    no_tag: tag === NO_TAG ? true : undefined,
    from: dayStart(from),
    to: dayEnd(to),
  }
}
