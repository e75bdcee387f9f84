/** Resting values of the filters of 客户档案. */
export const ANYBODY = { q: '', tag: '', source: '', field: '', value: '' }
export type ProfileFilterValues = typeof ANYBODY

/** The filters as the server's query: a field asks only once it has a value. */
export function profileQuery(filters: ProfileFilterValues) {
  const { field, value, ...rest } = filters
  return field && value ? { ...rest, field, value } : rest
}
