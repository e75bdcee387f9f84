import type { FormField, FormFieldType, FormTest } from '@reunion/client'

export const TYPES: readonly FormFieldType[] = [
  'text',
  'number',
  'phone',
  'date',
  'choice',
  'choices',
  'rating',
  'address',
]
export const isChoosing = (type: FormFieldType) => type === 'choice' || type === 'choices'

/** The tests that fit the answers of a question. */
export function testsOf(type: FormFieldType): FormTest[] {
  if (isChoosing(type)) return ['any_of', 'none_of', 'answered']
  if (type === 'number' || type === 'rating') return ['at_least', 'at_most', 'answered']
  return ['answered']
}

/** A new question, with a key that no other has. */
export function freshField(type: FormFieldType, fields: FormField[]): FormField {
  const taken = new Set(fields.map((one) => one.key))
  let number = fields.length + 1
  while (taken.has(`q${number}`)) number++
  return {
    key: `q${number}`,
    type,
    label: '',
    hint: '',
    required: false,
    options: isChoosing(type)
      ? [
          { label: '', tag_no: null },
          { label: '', tag_no: null },
        ]
      : [],
    when: [],
    attribute: null,
    least: null,
    most: null,
  }
}
