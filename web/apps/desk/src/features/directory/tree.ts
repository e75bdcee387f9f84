import type { Department } from '@reunion/client'

export interface Branch {
  department: Department
  depth: number
  hasChildren: boolean
}

/** The departments in the order in which an open tree shows them. */
export function branches(all: readonly Department[], open: ReadonlySet<number>): Branch[] {
  const children = new Map<number, Department[]>()
  const known = new Set(all.map((one) => one.id))
  for (const one of all) {
    const parent = known.has(one.parent_id) ? one.parent_id : 0
    children.set(parent, [...(children.get(parent) ?? []), one])
  }
  const shown: Branch[] = []
  function walk(parent: number, depth: number): void {
    const below = (children.get(parent) ?? []).sort((a, b) => b.order - a.order || a.id - b.id)
    for (const department of below) {
      const hasChildren = children.has(department.id)
      shown.push({ department, depth, hasChildren })
      if (hasChildren && open.has(department.id)) walk(department.id, depth + 1)
    }
  }
  walk(0, 0)
  return shown
}

/** A department's name with those above it, outermost first. */
export function pathTo(all: readonly Department[], id: number): Department[] {
  const byId = new Map(all.map((one) => [one.id, one]))
  const path: Department[] = []
  for (let one = byId.get(id); one && !path.includes(one); one = byId.get(one.parent_id))
    path.unshift(one)
  return path
}
