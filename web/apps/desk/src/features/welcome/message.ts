import type { Attachment } from '@reunion/client'

/** Attachments as the server takes them: media by id. */
export const toSend = (attachments: Attachment[]): Attachment[] =>
  attachments.map(({ media, ...one }) => ({ ...one, media_id: one.media_id ?? media?.id }))
