import { withQuery } from '@reunion/client'
import { locale } from '@reunion/ui'

/** Saves what the server answers at `path`; the cookie signs the request. */
export function download(path: string, query: object = {}): void {
  const link = document.createElement('a')
  link.href = withQuery(path, query)
  link.download = ''
  link.click()
}

/** The same of a table whose words have a language: a link sends the browser's, not the page's. */
export function downloadTable(path: string, query: object = {}): void {
  download(path, { ...query, lang: locale.value === 'en' ? 'en' : 'zh' })
}

const quote = (cell: string | number) => {
  const text = String(cell)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof cell === 'string' ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table that is already on the page, as CSV that Excel reads (BOM, no formulas). */
export function saveCsv(name: string, rows: (string | number)[][]): void {
  const text = '\uFEFF' + rows.map((row) => row.map(quote).join(',')).join('\r\n')
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
