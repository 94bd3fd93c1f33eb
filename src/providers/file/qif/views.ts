// What a row showed in the program that wrote the file. Banks write QIF as well, and their categories and payees are
// nobody's decision: only what a program leaves behind makes a file one of a program.
import type { ExportedView } from '../../../domain/export/exported-row.ts'
import { textOf, textsOf } from './entries.ts'
import type { Entry, Section } from './entries.ts'
import { isOpening } from './sections.ts'

/** How the programs of a file wrote their categories; null for a bank's file. */
export type ProgramTraces = { readonly hasClasses: boolean }

const PROGRAM_HEADING = /^(?:account$|type:account$|option:|clear:|type:(?:cat|class|memorized|budget|tag))/
const TRANSFER = /^\[.+\]/

/** Accounts, lists, splits and transfers are of programs alone; with a category on some row the file is a program's. */
export function programTraces(sections: readonly Section[]): ProgramTraces | null {
  const entries = sections.flatMap((section) => section.entries)
  const isOfProgram =
    sections.some(({ heading }) => PROGRAM_HEADING.test(heading)) ||
    entries.some((entry) => isOpening(entry) || textOf(entry, 'S') !== null || TRANSFER.test(textOf(entry, 'L') ?? ''))
  const hasCategories = entries.some((entry) => textOf(entry, 'D') !== null && pathOf(textOf(entry, 'L')).length > 0)
  if (!isOfProgram || !hasCategories) return null
  return { hasClasses: sections.some(({ heading }) => heading.startsWith('type:class')) }
}

export function viewOf(entry: Entry, { hasClasses }: ProgramTraces): ExportedView {
  const [payee, category] = [textOf(entry, 'P'), textOf(entry, 'L')]
  const [written = '', ...classes] = hasClasses ? (category ?? '').split('/') : [category ?? '']
  const parts = partsOf(entry)
  const names = new Set(parts.map(({ category: name }) => name))
  const path = pathOf(names.size > 1 ? null : ([...names][0] ?? written))
  const split = parts.length === 0 ? [] : [`Split: ${parts.map(partText).join('; ')}`]
  const note = [...textsOf(entry, 'M'), ...split].join('\n')
  const isTransfer = TRANSFER.test(category ?? '')
  const tags = classes.filter((name) => name.trim() !== '')
  return {
    isOfProgram: true,
    ...(payee === null || isTransfer ? {} : { payoree: payee }),
    ...(path.length === 0 ? {} : { categoryPath: path }),
    ...(note === '' ? {} : { note }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

/** `Food:Sweets` as its names; none for a transfer, and for the word that stands in place of a split row's categories. */
function pathOf(category: string | null): readonly string[] {
  if (category === null || TRANSFER.test(category) || /^-+\s*split/i.test(category)) return []
  return category
    .split(':')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

type Part = { readonly category: string; readonly amount: string; readonly note: string }

/** The parts of a split row: S begins one, E and $ belong to it. */
function partsOf({ fields }: Entry): readonly Part[] {
  const parts: Part[] = []
  for (const { code, text } of fields) {
    const last = parts.at(-1)
    if (code === 'S') parts.push({ category: text, amount: '', note: '' })
    else if (last !== undefined && code === '$') parts[parts.length - 1] = { ...last, amount: text }
    else if (last !== undefined && code === 'E') parts[parts.length - 1] = { ...last, note: text }
  }
  return parts
}

const partText = ({ category, amount, note }: Part): string =>
  [category, amount, note === '' ? '' : `(${note})`].filter((text) => text !== '').join(' ')
