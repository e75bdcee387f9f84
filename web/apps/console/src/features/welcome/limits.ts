/** WeCom's limits of a welcome: 4,000 bytes of text, nine attachments. */
export const TEXT_BYTES = 4000
export const MOST_ATTACHMENTS = 9

export const isEmpty = (welcome: { text: string; attachments: unknown[] }): boolean =>
  !welcome.text.trim() && welcome.attachments.length === 0
