/** Full-width letters as ordinary ones, capitals A–Z as small: as the server folds what it searches. */
export function folded(text: string): string {
  return text.normalize('NFKC').replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

export interface Piece {
  text: string
  hit: boolean
}

/**
 * A text cut at each place where the words stand, as it was written. Folding may change lengths, so a
 * place in the folded text is found again as the beginning that folds to as much.
 */
export function cutAt(text: string, words: string): Piece[] {
  const whole = folded(text)
  const wanted = folded(words)
  const starts = [...text].reduce((all, one) => [...all, all.at(-1)! + one.length], [0])
  const lengths = starts.map((at) => folded(text.slice(0, at)).length)
  const pieces: Piece[] = []
  const add = (from: number, to: number, hit: boolean) => {
    if (from < to) pieces.push({ text: text.slice(from, to), hit })
  }
  let done = 0
  for (let at = whole.indexOf(wanted); wanted && at >= 0;) {
    const from = Math.max(done, starts[lengths.findLastIndex((length) => length <= at)]!)
    const reached = lengths.find((length) => length >= at + wanted.length)!
    const to = starts[lengths.lastIndexOf(reached)]!
    add(done, from, false)
    add(from, to, true)
    done = Math.max(done, to)
    at = whole.indexOf(wanted, at + wanted.length)
  }
  add(done, text.length, false)
  return pieces
}
