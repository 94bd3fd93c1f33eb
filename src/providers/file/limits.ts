// Limits of reading a file. Each is far above what banks export and far below what would hurt the machine.

/** A year of a busy account is about 1 MB of CSV; ten times that reads in some five seconds. */
export const BYTES_MAX = 10_000_000

/** The shortest useful row (date, amount, text) is about 50 bytes in practice: a file of the largest size holds as many. */
export const ROWS_MAX = 200_000

/** Lines that are counted before cells are: a row may take several, and few files have rows of more than two. */
export const LINES_MAX = 400_000

/** The widest bank export known has some 50 columns. */
export const COLUMNS_MAX = 200

/** The longest SEPA purpose text has 140 characters; a cell beyond this is a quote that was never closed. */
export const CELL_CHARS_MAX = 10_000

/** Characters of one row: a quote that never closes is given up here instead of at the end of the file. */
export const ROW_CHARS_MAX = 100_000

/** Title, owner, period and balance lines before the header; the longest preamble known has 15 lines. */
export const PREAMBLE_LINES_MAX = 60

/** Text from the start of the file that the delimiter is judged by. */
export const DELIMITER_SAMPLE_CHARS = 64_000

/** Bytes that the encoding is judged by, counted in windows around bytes above 127. */
export const ENCODING_SAMPLE_BYTES = 200_000

/** Rows shown with a question. */
export const SAMPLE_ROWS = 8

/** Characters of a cell that a message quotes. */
export const QUOTED_CHARS_MAX = 40

/** Accounts that a question offers by name; a budget kept for a decade has some forty, closed ones too. */
export const ACCOUNT_CHOICES_MAX = 60

/** Statements nest some 15 elements deep. */
export const XML_DEPTH_MAX = 50

/** Warnings that are told one by one; a file with more is broken throughout. */
export const WARNINGS_MAX = 50
