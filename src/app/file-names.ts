// The names that a file gives to the accounts whose rows it holds.
import type { FileReading } from '../providers/file/file-reading.ts'

const ACCOUNT = 'account'
/** How the answer begins that takes one account's rows alone. */
const ONLY = 'only:'

/** Empty where the file has one account and no name for it; none where something else has to be answered first. */
export function namesInFile(reading: FileReading): readonly string[] {
  if (reading.kind === 'refused') return []
  if (reading.kind === 'read') {
    const account = reading.account
    return [[account?.number ?? account?.name ?? '', account?.currency ?? ''].filter((part) => part !== '').join(' ')]
  }
  const [only, ...others] = reading.questions
  if (only === undefined || others.length > 0 || only.id !== ACCOUNT) return []
  return only.choices.flatMap(({ value }) => (value.startsWith(ONLY) ? [value.slice(ONLY.length)] : []))
}

/** What to answer so that the file is read for this account alone. */
export const accountAnswer = (name: string): Record<string, string> => (name === '' ? {} : { [ACCOUNT]: ONLY + name })

/** The name that was chosen with the answer, or null. */
export function nameAnswered(answers: Readonly<Record<string, string>>): string | null {
  const answer = answers[ACCOUNT]
  return answer?.startsWith(ONLY) === true ? answer.slice(ONLY.length) : null
}

/** The kind of files whose names mean the same account in the next one too; null for those of banks. */
export function programOf(reading: FileReading): string | null {
  if (reading.kind === 'refused') return null
  const { layout } = reading
  if (layout.format === 'program') return layout.version
  return layout.format === 'qif' ? layout.format : null
}
