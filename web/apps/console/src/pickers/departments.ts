import type { Department } from '@reunion/client'
import { computed, ref } from 'vue'
import { api } from '../api'

export interface DepartmentNode {
  value: number
  label: string
  members: number
  children: DepartmentNode[]
}

const departments = ref<Department[]>([])

export async function loadDepartments(): Promise<Department[]> {
  const { items } = await api.get<{ items: Department[] }>('/api/console/departments')
  departments.value = items
  return items
}

/** Departments as a tree; parents that this person may not see count as absent. */
export function treeOf(items: Department[]): DepartmentNode[] {
  const sorted = [...items].sort((a, b) => b.order - a.order || a.id - b.id)
  const nodes = new Map<number, DepartmentNode>(
    sorted.map((one) => [
      one.id,
      { value: one.id, label: one.name, members: one.member_count, children: [] },
    ]),
  )
  const roots: DepartmentNode[] = []
  for (const one of sorted) {
    const parent = nodes.get(one.parent_id)
    ;(parent ? parent.children : roots).push(nodes.get(one.id)!)
  }
  return roots
}

export function useDepartments() {
  if (!departments.value.length) void loadDepartments().catch(() => undefined)
  const names = computed(() => new Map(departments.value.map((one) => [one.id, one.name])))
  return {
    departments,
    tree: computed(() => treeOf(departments.value)),
    nameOf: (id: number) => names.value.get(id) ?? String(id),
    namesOf: (ids: number[]) => ids.map((id) => names.value.get(id) ?? id).join('、'),
  }
}
