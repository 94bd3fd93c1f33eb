// Words with colons in columns: `IBAN: …  NAAM: …  OMSCHRIJVING: …` of ABN AMRO, `REK: …/NAAM: …` of Knab.
import type { Details } from './details.ts'
import { realReference } from './movement.ts'
import { joinLines } from './text-lines.ts'

/** Columns are apart by two spaces or a line, or by a slash before the next word. */
const valueOf = (text: string, word: string): string | null => {
  const value = new RegExp(`(?:^|[\\s/])${word}:\\s*(\\S.*?)(?=\\s{2,}|\\n|/[A-Z]{3,}:|$)`).exec(text)?.[1]
  return value?.trim() ?? null
}

/** Reads the columns, or null where the text names no counterparty so. The description stays whole. */
export function readKeywords(lines: readonly string[]): Details | null {
  const text = lines.join('\n')
  const name = valueOf(text, 'NAAM')
  const account = valueOf(text, 'IBAN') ?? valueOf(text, 'REK')
  if (name === null || account === null) return null
  return {
    description: joinLines(lines, Number.POSITIVE_INFINITY),
    name,
    account: account.replace(/\s/g, ''),
    reference: realReference(valueOf(text, 'KENMERK') ?? ''),
    parts: {},
  }
}
