import type { Condition } from '@reunion/client'
import { LineCounter, parseDocument, stringify, type Document } from 'yaml'

export type Form = 'json' | 'yaml'

/** What is wrong with a text, and where; lines count from 1. */
export interface TextError {
  line: number
  column: number
  message: string
}
export type Parsed = { definition: Condition } | { error: TextError }

/** A definition as people write it. */
export const written = (one: Condition, form: Form): string =>
  form === 'json' ? `${JSON.stringify(one, null, 2)}\n` : stringify(one)

/** The definition that a text says; JSON is a kind of YAML, so both are read with their lines. */
export function parsed(text: string, form: Form): Parsed {
  const { document, lines } = read(text)
  const [wrong] = document.errors
  if (wrong) {
    const { line, col } = lines.linePos(wrong.pos[0])
    const [message] = wrong.message.split(' at line ')
    return { error: { line, column: col, message: message! } }
  }
  if (form === 'json') {
    try {
      JSON.parse(text)
    } catch (problem) {
      return {
        error: { ...jsonPlace(text, problem as Error), message: (problem as Error).message },
      }
    }
  }
  return { definition: document.toJS() as Condition }
}

/** The line of what the server refuses: its path is `$.of[1].window.last_days`. */
export function lineOf(text: string, path: string): { line: number; column: number } {
  const { document, lines } = read(text)
  const keys = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, key, at]) =>
    key === undefined ? Number(at) : key,
  )
  for (; keys.length; keys.pop()) {
    const node = document.getIn(keys, true) as { range?: [number, number, number] } | undefined
    if (node?.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
  }
  return { line: 1, column: 1 }
}

function read(text: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: true }), lines }
}

function jsonPlace(text: string, problem: Error): { line: number; column: number } {
  const at = Number(/position (\d+)/.exec(problem.message)?.[1] ?? text.trimEnd().length)
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
