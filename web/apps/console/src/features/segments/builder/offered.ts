/** One that can be chosen, as it is called, and what else is to be known of it. */
export interface Offered {
  value: string
  label: string
  note: string
}
