/** WeCom's limits of a welcome: 4,000 bytes of text, nine attachments. */
export const TEXT_BYTES = 4000
export const MOST_ATTACHMENTS = 9
/** Stands for the customer's own name when the welcome goes out. */
export const CUSTOMER_NAME = '%NICKNAME%'

const encoder = new TextEncoder()
export const textBytes = (text: string): number => encoder.encode(text).length

export const isEmpty = (welcome: { text: string; attachments: unknown[] }): boolean =>
  !welcome.text.trim() && welcome.attachments.length === 0
