import type { Time } from './shared'

export type ImportKind = 'customers' | 'orders' | 'events'
/** `columns`: what each column is; `unit` of amounts; `event`: the name of all events without a column for it. */
export interface ImportMapping {
  columns: Record<string, string>
  unit?: 'yuan' | 'fen'
  event?: string
}
export interface FileImport {
  import_no: number
  kind: ImportKind
  name: string
  size: number
  shape: {
    format: 'csv' | 'xlsx' | 'parquet'
    columns: string[]
    encoding?: string
    delimiter?: string
    header?: boolean
  }
  mapping: ImportMapping
  state: 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed'
  rows_total: number
  place: number
  rows_new: number
  rows_same: number
  rows_wrong: number
  writes: boolean
  reason: string
  created_by: string
  created_at: Time
  ended_at?: Time | null
  conflicts?: number
  conflicts_open?: number
}
export interface ImportFault {
  row: number
  column: string
  value: string
  message: string
}
export interface ImportPreview {
  rows: {
    row: number
    cells: Record<string, string>
    becomes: Record<string, string>
    wrong: ImportFault[]
  }[]
  targets: { key: string; name?: string }[]
  missing: string
}
