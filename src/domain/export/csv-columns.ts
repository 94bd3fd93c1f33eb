// The columns of our own CSV. Their names are the file's signature: the reader knows the file by them.

export const CSV_COLUMNS = [
  'Transaction id',
  'Account',
  'Date',
  'Booked on',
  'Made on',
  'Status',
  'Amount',
  'Currency',
  'Payoree',
  'Description',
  'Category',
  'Category id',
  'Note',
  'Tags',
  'Counterparty',
  'Counterparty account',
  'Reference',
  'Bank category',
  'Bank category scheme',
] as const

export type CsvColumn = (typeof CSV_COLUMNS)[number]

/** Between the names of a category's path, and of a tag and the next. */
export const CATEGORY_SEPARATOR = ':'
const TAG_SEPARATOR = ', '

/** Tags in one cell; a comma or backslash within a tag has a backslash before it. */
export const joinTags = (tags: readonly string[]): string =>
  tags.map((tag) => tag.replaceAll(/[\\,]/g, '\\$&')).join(TAG_SEPARATOR)

/** The same back, for any tags that are not empty. */
export const splitTags = (cell: string): readonly string[] =>
  cell
    .split(/(?<=(?<!\\)(?:\\\\)*), /)
    .map((tag) => tag.replaceAll(/\\([\\,])/g, '$1'))
    .filter((tag) => tag !== '')
