import { nextTick, ref } from 'vue'

export function moved<T>(items: T[], from: number, to: number): T[] {
  const next = [...items]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }

/**
 * Order by drag and by keyboard: a handle is dragged onto a zone, or moved with the arrow keys.
 * `handle(index, count)` and `zone(index)` are bound to the elements.
 */
export function useReorder(move: (from: number, to: number) => void) {
  const dragged = ref<number | null>(null)
  const target = ref<number | null>(null)

  function end(): void {
    dragged.value = null
    target.value = null
  }

  function handle(index: number, count: number) {
    return {
      draggable: true,
      onDragstart(event: DragEvent) {
        event.stopPropagation()
        dragged.value = index
        event.dataTransfer?.setData('text/plain', '')
      },
      onDragend: end,
      onKeydown(event: KeyboardEvent) {
        const step = STEPS[event.key]
        const to = index + (step ?? 0)
        if (!step || event.target !== event.currentTarget || to < 0 || to >= count) return
        event.preventDefault()
        event.stopPropagation()
        const element = event.currentTarget as HTMLElement
        move(index, to)
        void nextTick(() => element.focus())
      },
    }
  }

  function zone(index: number) {
    return {
      onDragover(event: DragEvent) {
        if (dragged.value === null) return
        event.preventDefault()
        event.stopPropagation()
        target.value = index === dragged.value ? null : index
      },
      onDrop(event: DragEvent) {
        if (dragged.value === null) return
        event.preventDefault()
        event.stopPropagation()
        if (index !== dragged.value) move(dragged.value, index)
        end()
      },
    }
  }

  return { handle, zone, target }
}

export type Handle = ReturnType<ReturnType<typeof useReorder>['handle']>
