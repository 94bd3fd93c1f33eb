// The lines of a QIF file as entries: a letter and a text each, up to a line with ^. Headings say what they
// are.

/** One line of an entry. */
export type Field = { readonly code: string; readonly text: string }

/** Lines up to ^, or up to the next heading or the file's end. */
export type Entry = {
  readonly fields: readonly Field[]
  /** Of its first field, 1-based. */
  readonly line: number
  readonly isClosed: boolean
}

/**
 * The entries under one heading, `!Type:Bank` being "type:bank". Entries before any heading stand under "".
 */
export type Section = { readonly heading: string; readonly line: number; readonly entries: readonly Entry[] }

type Growing = { heading: string; line: number; entries: Entry[] }

export function readSections(text: string): readonly Section[] {
  const sections: Growing[] = [{ heading: '', line: 1, entries: [] }]
  let fields: Field[] = []
  let began = 0
  const close = (isClosed: boolean) => {
    if (fields.length > 0) sections.at(-1)?.entries.push({ fields, line: began, isClosed })
    fields = []
  }
  for (const [index, written] of text.split(/\r\n|\n|\r/).entries()) {
    const line = written.trim()
    if (line === '') continue
    if (line.startsWith('!')) {
      close(false)
      sections.push({ heading: headingOf(line), line: index + 1, entries: [] })
    } else if (line.startsWith('^')) close(true)
    else {
      if (fields.length === 0) began = index + 1
      fields.push({ code: line.slice(0, 1), text: line.slice(1).trim() })
    }
  }
  close(false)
  return sections.filter(({ heading, entries }) => heading !== '' || entries.length > 0)
}

/** `!Type:Oth A ` → `type:oth a`. */
const headingOf = (line: string): string =>
  line
    .slice(1)
    .trim()
    .toLowerCase()
    .replace(/\s*:\s*/, ':')
    .replace(/\s+/g, ' ')

/** The first text of a letter, or null where there is none or it is empty. */
export const textOf = ({ fields }: Entry, code: string): string | null =>
  fields.find((field) => field.code === code && field.text !== '')?.text ?? null

/** All texts of a letter that are not empty. */
export const textsOf = ({ fields }: Entry, code: string): readonly string[] =>
  fields.filter((field) => field.code === code && field.text !== '').map(({ text }) => text)
