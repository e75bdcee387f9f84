import type { FormCondition, FormValue, PublicField } from '@reunion/client'

type Answers = Record<string, FormValue | undefined>

/** The questions that are asked, given the answers above each; the server does the same. */
export function asked(fields: PublicField[], answers: Answers): PublicField[] {
  const kept: Answers = {}
  return fields.filter((field) => {
    if (!field.when.every((condition) => holds(condition, kept[condition.field]))) return false
    if (!empty(answers[field.key])) kept[field.key] = answers[field.key]
    return true
  })
}

export const empty = (value: FormValue | undefined) =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length)

function holds({ test, values, number }: FormCondition, value: FormValue | undefined): boolean {
  if (test === 'answered') return value !== undefined
  if (test === 'any_of' || test === 'none_of') {
    const chosen = Array.isArray(value) ? value : value === undefined ? [] : [String(value)]
    return chosen.some((one) => values.includes(one)) === (test === 'any_of')
  }
  if (typeof value !== 'number' || number === null) return false
  return test === 'at_least' ? value >= number : value <= number
}

/** What is wrong with an answer before it is sent, as a key of the texts; empty when nothing is. */
export function problem(field: PublicField, value: FormValue | undefined): string {
  if (empty(value)) return field.required ? 'needed' : ''
  if (field.type === 'phone' && !/^\+?[\d\s\-().（）]{7,20}$/.test(String(value))) return 'phone'
  if (field.type === 'number' && typeof value !== 'number') return 'number'
  if (field.type === 'number' && field.least !== null && Number(value) < field.least) return 'least'
  if (field.type === 'number' && field.most !== null && Number(value) > field.most) return 'most'
  return ''
}
