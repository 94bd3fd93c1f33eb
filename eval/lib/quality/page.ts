// The published page of figures: one section a part, so that a part that is measured anew leaves the others alone.

/** What a part writes: a paragraph of how it was measured, then rows of a table. */
export type Section = {
  readonly name: string
  readonly title: string
  readonly how: string
  readonly rows: readonly (readonly [what: string, figure: string, wanted: string])[]
  /** Sentences or list lines below the table. */
  readonly notes: readonly string[]
}

const HEAD = `# Quality

How well Tributary matches, names and sorts, measured on material that was not made for it. This page is written by
\`npm run -s eval:quality\`, or for one part by \`npm run -s eval:quality -- PART\`; do not edit it by hand. Times depend
on the machine and are printed by the command, not kept here.
`

/** As wide as the other pages. */
const LINE_CHARS_MAX = 120

const begin = (name: string): string => `<!-- part ${name} -->`
const END = '<!-- end -->'

/** The page with these sections; those of other parts are kept from the page as it was, in the order of `names`. */
export function writePage(before: string, names: readonly string[], sections: readonly Section[]): string {
  const fresh = new Map(sections.map((section) => [section.name, render(section)]))
  const parts = names.flatMap((name) => fresh.get(name) ?? kept(before, name) ?? [])
  return `${[HEAD, ...parts].join('\n')}`
}

function kept(page: string, name: string): string | null {
  const from = page.indexOf(begin(name))
  const to = from < 0 ? -1 : page.indexOf(END, from)
  return to < 0 ? null : `${page.slice(from, to + END.length)}\n`
}

function render({ name, title, how, rows, notes }: Section): string {
  const table = rows.map(([what, figure, wanted]) => `| ${what} | ${figure} | ${wanted} |`)
  const list = notes.length === 0 ? [] : ['', ...notes.map((note) => wrapped(`- ${note}`, '  '))]
  const lines = [begin(name), `## ${title}`, '', wrapped(how), '', '| measured | figure | wanted |', '| --- | --- | --- |', ...table]
  return `${[...lines, ...list, '', END].join('\n')}\n`
}

/** Lines of at most `LINE_CHARS_MAX`, further ones indented. */
function wrapped(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > LINE_CHARS_MAX) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** A share with one decimal, never rounded up to a whole that it is not. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return 'of none'
  const share = (100 * part) / whole
  const rounded = part < whole ? Math.min(99.9, Number(share.toFixed(1))) : share
  return `${Number(rounded.toFixed(1))} %`
}
