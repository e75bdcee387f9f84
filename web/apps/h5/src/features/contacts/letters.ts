import type { AppContact } from '@reunion/client'
import { shownName } from './contacts'

export interface LetterGroup {
  letter: string
  contacts: AppContact[]
}

/** The server's pinyin key sorts; a remark in Latin letters goes by its own first letter. */
function keyOf(contact: AppContact): string {
  const remark = contact.remark.trim()
  return (/^[a-z]/i.test(remark) ? remark : contact.pinyin || shownName(contact)).toLowerCase()
}

export function letterOf(contact: AppContact): string {
  const first = keyOf(contact).charAt(0).toUpperCase()
  return /[A-Z]/.test(first) ? first : '#'
}

/** A to Z, then '#', each group in the order of its pinyin. */
export function byLetter(contacts: readonly AppContact[]): LetterGroup[] {
  const groups = new Map<string, AppContact[]>()
  const sorted = [...contacts].sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'))
  for (const contact of sorted) {
    const letter = letterOf(contact)
    groups.set(letter, [...(groups.get(letter) ?? []), contact])
  }
  const letters = [...groups.keys()].sort((a, b) =>
    a === '#' ? 1 : b === '#' ? -1 : a.localeCompare(b, 'en'),
  )
  return letters.map((letter) => ({ letter, contacts: groups.get(letter)! }))
}
