// Plain columns for a terminal.

/** Cells longer than this are cut, so that a row stays a row. */
const CELL_LENGTH_MAX = 44

export type Column<Row> = {
  readonly head: string
  readonly cell: (row: Row) => string
  readonly isNumber?: boolean
}

/** Lines of a table: the head, then a line per row. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly string[] {
  const cells = [
    columns.map(({ head }) => head),
    ...rows.map((row) => columns.map(({ cell }) => cut(cell(row)))),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)))
  return cells.map((line) =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.isNumber ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Banks' texts can hold anything; a terminal must not obey them. */
const cut = (text: string): string => {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
  return plain.length > CELL_LENGTH_MAX ? `${plain.slice(0, CELL_LENGTH_MAX - 1)}…` : plain
}
