/** The first moment of a day of this device's time zone; empty stays empty. */
export function dayStart(day: string): string {
  return day && moment(day, 0)
}

/** The first moment after that day. */
export function dayEnd(day: string): string {
  return day && moment(day, 1)
}

function moment(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date + later).toISOString()
}
