// Reading a bank's file: from bytes to text, then by the reader of its format. Each decides by evidence from the whole
// file, or leaves a question. Pure: the same bytes and hints always give the same reading.
import { decodeBytes } from './bytes.ts'
import { readCsv } from './csv/read-csv.ts'
import type { CsvLayout, FileHints, FileInput, FileQuestion, FileReading } from './file-reading.ts'
import { STATEMENT_READERS } from './formats.ts'
import { BYTES_MAX } from './limits.ts'
import { findProgram } from './programs/find-program.ts'
import { readStatements } from './read-statements.ts'
import { refusedFile } from './refusals.ts'
import { binaryKind, otherTextKind, statementFormat } from './signatures.ts'
import { statedEncoding } from './stated-encoding.ts'

/**
 * Reads a file into records for one account, asks one or more precise questions, or refuses with a reason. Answers to
 * questions come back in `hints.answers`, by question id.
 */
export function readFile(input: FileInput, hints: FileHints): FileReading {
  const { bytes } = input
  if (bytes.length === 0) return refusedFile('empty')
  if (bytes.length > BYTES_MAX)
    return refusedFile('too-large', `It has ${bytes.length} bytes, the limit is ${BYTES_MAX}.`)
  const binary = binaryKind(bytes)
  if (binary) return refusedFile('binary', `This looks like ${binary}.`)
  const decoded = decodeBytes(bytes, hints.answers['encoding'], statedEncoding(bytes))
  if (decoded.kind === 'failed') return refusedFile('encoding', decoded.reason)
  if (decoded.kind === 'unclear') return asksEncoding(decoded.question)
  const { text, encoding } = decoded
  if (text.trim() === '') return refusedFile('empty')
  if (text.includes('\0')) return refusedFile('binary', 'It holds zero bytes, which no text has.')
  const format = statementFormat(text) ?? (findProgram(text) === null ? null : 'program')
  if (format !== null) return readStatements(STATEMENT_READERS[format], { text, encoding, bytes }, hints)
  const other = otherTextKind(text)
  if (other) return refusedFile('not-csv', `This looks like ${other}, which is not read here.`)
  return readCsv(text, encoding, hints)
}

/** The encoding comes before anything else can be read. */
function asksEncoding(question: FileQuestion): FileReading {
  const layout: CsvLayout = {
    format: 'csv',
    encoding: '',
    delimiter: '',
    quote: '"',
    skipLines: 0,
    hasHeader: false,
    columns: [],
    dateOrder: 'ymd',
    decimalMark: '.',
    isSignFlipped: false,
    outWord: null,
    isFeeDeducted: false,
  }
  return { kind: 'asks', layout, fingerprint: '', questions: [question], sample: [] }
}
