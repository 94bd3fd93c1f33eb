// Refusals in words: what happened, that nothing was changed, what to do.
import type { FileReading } from './file-reading.ts'

type Refused = Extract<FileReading, { kind: 'refused' }>

const WHAT_TO_DO: Readonly<Record<Refused['code'], { readonly happened: string; readonly advice: string }>> =
  {
    empty: { happened: 'The file is empty.', advice: 'Export it again from your bank.' },
    'too-large': { happened: 'The file is too large.', advice: 'Export a shorter period.' },
    binary: { happened: 'The file is not text.', advice: 'Export CSV from your bank instead.' },
    'not-csv': { happened: 'The file could not be read as CSV.', advice: 'Export CSV from your bank again.' },
    damaged: {
      happened: 'The file breaks the rules of its format, so rows could be missing.',
      advice: 'Export it again from your bank.',
    },
    'no-transactions': {
      happened: 'No transactions were found in the file.',
      advice: 'Check that the period has transactions and that the file has dates and amounts.',
    },
    'too-many-rows': { happened: 'The file has too many rows.', advice: 'Export a shorter period.' },
    encoding: {
      happened: 'The letters of the file could not be read.',
      advice: 'Export it again, as UTF-8 if you can.',
    },
    'other-currency': {
      happened: 'The file is in another currency than the account.',
      advice: 'Import it into an account of its currency.',
    },
  }

export function refusedFile(code: Refused['code'], detail = ''): Refused {
  const { happened, advice } = WHAT_TO_DO[code]
  const first =
    code === 'binary' && detail !== '' ? detail : [happened, detail].filter((part) => part !== '').join(' ')
  return { kind: 'refused', code, text: `${first} ${advice} Nothing was changed.` }
}
