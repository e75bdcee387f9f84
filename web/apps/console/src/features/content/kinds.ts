import type { ContentFile, ContentKind } from '@reunion/client'

export const KINDS: readonly ContentKind[] = [
  'article',
  'report',
  'video',
  'page',
  'form',
  'poster',
  'link',
]

/** The kinds that show an uploaded file, and which it must be. */
export const FILE_KINDS: Partial<Record<ContentKind, ContentFile['kind']>> = {
  report: 'pdf',
  video: 'video',
  poster: 'image',
}

export type Block =
  | { type: 'title'; text: string }
  | { type: 'words'; text: string }
  | { type: 'picture'; src: string; alt: string }
  | { type: 'button'; label: string; url: string }
  | { type: 'divider' }

/** What stands in each kind, all at once: the editor keeps what it does not show. */
export interface Body {
  doc: Record<string, unknown>
  blocks: Block[]
  file: number | null
  form: string
  url: string
  code: { x: number; y: number; size: number }
  name: boolean
}

export const emptyBody = (): Body => ({
  doc: { type: 'doc', content: [{ type: 'paragraph' }] },
  blocks: [{ type: 'title', text: '' }],
  file: null,
  form: '',
  url: 'https://',
  code: { x: 70, y: 78, size: 22 },
  name: true,
})

/** The part of it that the kind has. */
export function bodyOf(kind: ContentKind, body: Body): Record<string, unknown> {
  if (kind === 'article') return { doc: body.doc }
  if (kind === 'page') return { blocks: body.blocks }
  if (kind === 'form') return { form: body.form }
  if (kind === 'link') return { url: body.url.trim() }
  if (kind === 'poster') return { file: body.file, code: body.code, name: body.name }
  return { file: body.file }
}
