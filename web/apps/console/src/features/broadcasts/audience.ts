import type { Audience } from '@reunion/client'

export const everyone = (): Audience => ({
  userids: [],
  department_ids: [],
  tags_all: [],
  tags_any: [],
  tags_none: [],
  source_states: [],
  added_from: null,
  added_until: null,
  external_userids: [],
  group_ids: [],
  label_ids: [],
  labels_all: [],
  labels_none: [],
  group_name: '',
  group_kinds: [],
})

/** The parts that narrow it, in the order of the form. */
export function narrowed(audience: Audience): (keyof Audience)[] {
  return (Object.keys(everyone()) as (keyof Audience)[]).filter((key) => {
    const value = audience[key]
    return Array.isArray(value) ? value.length > 0 : Boolean(value)
  })
}

export interface IdList {
  ids: string[]
  /** Cells that look like no external_userid, the heading of a table included. */
  ignored: number
}

const EXTERNAL_USERID = /^w[mo][\w-]{10,62}$/

/** The external_userids in a pasted list or a CSV file: any column, any usual separator, each once. */
export function idsIn(text: string): IdList {
  const cells = text
    .replace(/^\uFEFF/, '')
    .split(/[\s,;，；、]+/)
    .map((cell) => cell.replace(/^["']+|["']+$/g, ''))
    .filter(Boolean)
  const ids = new Set(cells.filter((cell) => EXTERNAL_USERID.test(cell)))
  return { ids: [...ids], ignored: cells.filter((cell) => !EXTERNAL_USERID.test(cell)).length }
}
