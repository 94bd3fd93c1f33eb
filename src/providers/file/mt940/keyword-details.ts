// Words with colons: in columns `IBAN: …  NAAM: …  OMSCHRIJVING: …` of ABN AMRO, `REK: …/NAAM: …` of Knab,
// and between semicolons `…; z rach.: …; od: …; tyt.: …` of mBank.
import type { Details } from './details.ts'
import { realReference } from './movement.ts'
import { joinLines } from './text-lines.ts'

/** Columns are apart by two spaces or a line, or by a slash before the next word. */
const valueOf = (text: string, word: string): string | null => {
  const value = new RegExp(`(?:^|[\\s/])${word}:\\s*(\\S.*?)(?=\\s{2,}|\\n|/[A-Z]{3,}:|$)`).exec(text)?.[1]
  return value?.trim() ?? null
}

/** Reads either, or null where the text names no counterparty so. */
export const readKeywords = (lines: readonly string[]): Details | null =>
  readColumns(lines) ?? readSemicolons(lines)

/** The description stays whole: the columns are a part of its words. */
function readColumns(lines: readonly string[]): Details | null {
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

/** From whom or for whom, the account, and the title of a Polish transfer. */
const POLISH = /^\s*(z rach\.|na rach\.|od|dla|tyt\.|TNR):\s*(.*)$/i

function readSemicolons(lines: readonly string[]): Details | null {
  const text = joinLines(lines)
  const parts: Record<string, string> = {}
  for (const segment of text.split(';')) {
    const [, word = '', value = ''] = POLISH.exec(segment) ?? []
    if (value.trim() !== '') parts[word.toLowerCase()] ??= value.trim()
  }
  const account = parts['z rach.'] ?? parts['na rach.']
  if (account === undefined) return null
  return {
    description: parts['tyt.'] ?? text,
    name: parts['od'] ?? parts['dla'] ?? null,
    account: account.replace(/\s/g, ''),
    reference: null,
    parts,
  }
}
