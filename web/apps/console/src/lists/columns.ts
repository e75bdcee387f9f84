import { notify, useErrorText } from '@reunion/ui'
import { computed } from 'vue'
import type { KeptList } from './settings'

export interface Column {
  key: string
  title: string
  /** CSS width; columns without one share the rest. */
  width?: string
  align?: 'right'
  /** Cannot be hidden. */
  always?: boolean
  /** Hidden until it is chosen. */
  optional?: boolean
  /** The server's name of this order. */
  sort?: string
}

/** Which columns are shown: this administrator's choice, kept on the server. */
export function useColumns(kept: KeptList, columns: () => Column[]) {
  const textOf = useErrorText()
  const isShown = (column: Column) =>
    column.always || (kept.columns.value?.includes(column.key) ?? !column.optional)
  const shown = computed(() => columns().filter(isShown))

  return {
    all: computed(columns),
    shown,
    isShown,
    toggle(column: Column): void {
      const keys = shown.value.map((one) => one.key)
      const chosen = keys.includes(column.key)
        ? keys.filter((key) => key !== column.key)
        : [...keys, column.key]
      kept.choose(chosen).catch((error: unknown) => notify(textOf(error), 'bad'))
    },
  }
}
