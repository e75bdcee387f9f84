export interface Piece {
  text: string
  url: string | null
}
const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、）】》]+/g

/** A text cut at its web addresses. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > from) pieces.push({ text: text.slice(from, found.index), url: null })
    pieces.push({ text: found[0], url: found[0] })
    from = found.index + found[0].length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), url: null })
  return pieces
}

/** Addresses of our own landing pages open inside the app. */
export function ownPath(url: string): string | null {
  const found = new URL(url, location.href)
  const landing = /^\/(?:app\/)?((?:c|ca|product)\/[\w-]+)$/.exec(found.pathname)
  return found.origin === location.origin && landing ? `/${landing[1]}${found.search}` : null
}
