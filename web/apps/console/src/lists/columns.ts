import { computed, ref } from 'vue'

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

/** Which columns are shown; the choice stays on this device under `list`. */
export function useColumns(list: string, columns: () => Column[]) {
  const storageKey = `reunion.columns.${list}`
  const chosen = ref<string[] | null>(stored(storageKey))
  const isShown = (column: Column) =>
    column.always || (chosen.value ? chosen.value.includes(column.key) : !column.optional)

  return {
    all: computed(columns),
    shown: computed(() => columns().filter(isShown)),
    isShown,
    toggle(column: Column): void {
      const now = columns().filter(isShown)
      const keys = now.map((one) => one.key)
      chosen.value = keys.includes(column.key)
        ? keys.filter((key) => key !== column.key)
        : [...keys, column.key]
      localStorage.setItem(storageKey, JSON.stringify(chosen.value))
    },
  }
}

function stored(key: string): string[] | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
  } catch {
    return null
  }
}
