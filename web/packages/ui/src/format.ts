import { locale, type Locale } from './i18n'

const DAY = 86_400_000
const ZH_WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
const clock = (at: Date) =>
  `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`

function dayName(at: Date, now: Date, language: Locale): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY)
  const zh = language === 'zh-CN'
  if (days === 0) return ''
  if (days === 1) return zh ? '昨天' : 'Yesterday'
  if (days > 1 && days < 7) {
    return zh ? ZH_WEEKDAYS[at.getDay()]! : at.toLocaleDateString('en', { weekday: 'long' })
  }
  const thisYear = at.getFullYear() === now.getFullYear()
  if (zh) {
    const day = `${at.getMonth() + 1}月${at.getDate()}日`
    return thisYear ? day : `${at.getFullYear()}年${day}`
  }
  const year = thisYear ? undefined : 'numeric'
  return at.toLocaleDateString('en', { month: 'short', day: 'numeric', year })
}

/** A moment as 微信 writes it: 14:05, 昨天 14:05, 星期三 14:05, 3月2日 14:05, 2024年3月2日 14:05. */
export function formatTime(time: string | Date, now = new Date()): string {
  const at = new Date(time)
  const day = dayName(at, now, locale.value)
  return day ? `${day} ${clock(at)}` : clock(at)
}

/** The short form for lists: 14:05, 昨天, 星期三, 3月2日. */
export function formatTimeShort(time: string | Date, now = new Date()): string {
  const at = new Date(time)
  return dayName(at, now, locale.value) || clock(at)
}

/** Exact, for tables and logs: 2026-03-02 14:05:09. */
export function formatTimeExact(time: string | Date): string {
  const at = new Date(time)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${clock(at)}:${two(at.getSeconds())}`
}

/** 8,400 */
export function formatNumber(n: number): string {
  return n.toLocaleString(locale.value)
}

/** Fen to yuan: 123456 → ¥1,234.56 */
export function formatMoney(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const [yuan, cents] = (Math.abs(fen) / 100).toFixed(2).split('.')
  return `${sign}¥${Number(yuan).toLocaleString('en')}.${cents}`
}

/** 0.128 → 12.8% */
export function formatShare(share: number): string {
  return share.toLocaleString(locale.value, { style: 'percent', maximumFractionDigits: 1 })
}

/** Bytes to 12 KB, 3.4 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

const encoder = new TextEncoder()
/** Length as WeCom counts it: UTF-8, three bytes a Chinese character. */
export const textBytes = (text: string): number => encoder.encode(text).length
