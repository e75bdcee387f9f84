import type { Id, Time } from './shared'

export type FormFieldType =
  'text' | 'number' | 'phone' | 'date' | 'choice' | 'choices' | 'rating' | 'address'
export type FormTest = 'any_of' | 'none_of' | 'answered' | 'at_least' | 'at_most'
export type FormValue = string | number | string[]

export interface FormCondition {
  field: string
  test: FormTest
  values: string[]
  number: number | null
}
/** A question as customers get it. */
export interface PublicField {
  key: string
  type: FormFieldType
  label: string
  hint: string
  required: boolean
  options: { label: string }[]
  when: FormCondition[]
  least: number | null
  most: number | null
}
export interface PublicForm {
  title: string
  intro: string
  closed: boolean
  fields: PublicField[]
}
export interface FormField extends Omit<PublicField, 'options'> {
  options: { label: string; tag_no: number | null }[]
  /** The answer is kept in the profile under this key. */
  attribute: string | null
}
export interface Form {
  id: Id
  token: string
  url: string
  title: string
  intro: string
  thanks: string
  fields: FormField[]
  version: number
  open: boolean
  closes_at: Time | null
  once: boolean
  created_by: string
  created_at: Time
  changed_at: Time
  answers: number
}
export interface FormAnswer {
  id: Id
  at: Time
  profile_no: Id | null
  name: string
  userid: string
  answers: Record<string, FormValue>
}
export interface FormResults {
  answers: number
  people: number
  days: { day: string; answers: number }[]
  fields: {
    key: string
    label: string
    type: FormFieldType
    answered: number
    counts: { value: string; count: number }[]
    average: number | null
    latest: string[]
  }[]
}
