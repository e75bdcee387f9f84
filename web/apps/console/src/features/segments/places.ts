import type { Condition, WhyNode } from '@reunion/client'
import { asGroup, isGroup, unfinished } from './definition'

/*
 * Where a condition stands in the builder: "2.1" is the first in the group that is the second; what is turned
 * round stands where its "not" does.
 */

/** The place of what is inside of a group, by its number from 0 on; '' is that of the top. */
export const below = (place: string, at: number): string =>
  place ? `${place}.${at + 1}` : `${at + 1}`
export const idOf = (place: string): string => `condition-${place}`

/** The place of what the server names by a path such as "$.of[1].window": it leaves out groups of one. */
export function placeAt(definition: Condition, path: string): string {
  const steps = [...path.matchAll(/\.of(?:\[(\d+)\])?/g)].map(([, at]) => Number(at ?? 0))
  let place = ''
  let here: Condition | undefined = asGroup(definition)
  while (here) {
    if (isGroup(here) && here.of.length === 1) {
      place = below(place, 0)
      here = here.of[0]
    } else if (steps.length && isGroup(here)) {
      const at = steps.shift()!
      place = below(place, at)
      here = here.of[at]
    } else if (steps.length && here.kind === 'not') {
      steps.shift()
      here = here.of
    } else break
  }
  return place
}

/** The place of the first condition that is not filled in; null where all are. */
export function firstUnfinished(definition: Condition, place = ''): string | null {
  if (!unfinished(definition)) return null
  if (definition.kind === 'not') return firstUnfinished(definition.of, place)
  if (!isGroup(definition)) return place || '1'
  for (const [at, one] of definition.of.entries()) {
    const found = firstUnfinished(one, below(place, at))
    if (found !== null) return found
  }
  return place
}

/** The places of what a node of a why-tree is made of. */
export const placeIn = (node: WhyNode, place: string, at: number): string =>
  node.kind === 'not' ? place : below(place, at)

/** Brings a condition into sight, and the keyboard to it. */
export function goTo(place: string): void {
  const node = document.getElementById(idOf(place))
  if (!node) return
  node.scrollIntoView({ block: 'center' })
  node.querySelector<HTMLElement>('.fields input, .fields select, select, button')?.focus()
  node.classList.add('shown')
  node.addEventListener('focusout', () => node.classList.remove('shown'), { once: true })
}
