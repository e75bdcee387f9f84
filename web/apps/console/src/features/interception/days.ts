type Day = { day: string; blocked: number; warned: number; seen: number }

/** Every one of the last `count` days, those without a hit too. */
export function everyDay(known: readonly Day[], count: number): Day[] {
  const byDay = new Map(known.map((one) => [one.day, one]))
  const last = known.at(-1)?.day ?? ''
  const today = new Date()
  const end = last > iso(today) ? new Date(`${last}T00:00:00`) : today
  return Array.from({ length: count }, (_, place) => {
    const day = new Date(end)
    day.setDate(end.getDate() - (count - 1 - place))
    return byDay.get(iso(day)) ?? { day: iso(day), blocked: 0, warned: 0, seen: 0 }
  })
}

function iso(day: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
