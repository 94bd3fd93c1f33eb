// Reads a table of bank texts with their right payoree or category, columns by the names in its header.

export type LabelRow = {
  readonly id: string
  readonly description: string
  /** Decimal text, without a sign. */
  readonly amount: string
  readonly direction: 'in' | 'out'
  /** The business that the text names, '' for none; undefined where the table has no such column. */
  readonly business: string | undefined
  /** The right category and what is right as well; undefined where the table has no such column. */
  readonly categories: readonly string[] | undefined
}

/** Rows of tab-separated text. */
export function readLabels(text: string): readonly LabelRow[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u)
  const columns = header.split('\t')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const cells = line.split('\t')
      const cell = (name: string): string | undefined =>
        columns.includes(name) ? (cells[columns.indexOf(name)] ?? '').trim() : undefined
      const category = cell('category')
      return {
        id: cell('id') ?? String(at + 1),
        description: cell('description') ?? '',
        amount: cell('amount') ?? '0',
        direction: cell('classification') === 'income' ? 'in' : 'out',
        business: cell('merchant'),
        categories:
          category === undefined
            ? undefined
            : [category, ...(cell('acceptable_alternatives') ?? '').split('|')].filter((name) => name !== ''),
      }
    })
}
