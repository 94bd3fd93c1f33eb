// Lines of positions in a text.

/** Gives the line of a position, 1-based; lines end with CR LF, LF or CR. */
export function lineFinder(text: string): (at: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)]
  return (at) => {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}
