// Renders made-up movements the way some bank might export them: the other side of reading, for property tests.
import fc from 'fast-check'

/** One movement as it truly was. */
export type Truth = { readonly date: string; readonly minor: number; readonly text: string }

export type Style = {
  readonly dates:
    | 'iso'
    | 'compact'
    | 'dmy-dots'
    | 'dmy-slashes'
    | 'mdy-slashes'
    | 'dmy-dashes'
    | 'dmy-short'
    | 'mdy-short'
    | 'named'
    | 'timestamp'
  readonly decimals: '.' | ','
  readonly isGrouped: boolean
  readonly signs: 'minus' | 'trailing' | 'brackets' | 'plus' | 'pair' | 'pair-zero' | 'words' | 'suffix'
  readonly delimiter: ',' | ';' | '\t' | '|'
  readonly isQuoted: boolean
  readonly encoding: 'utf-8' | 'utf-8-mark' | 'utf-16le' | 'windows-1252'
  readonly lineEnd: '\n' | '\r\n' | '\r'
  readonly language: keyof typeof HEADERS | 'none'
  readonly hasBalance: boolean
  readonly isNewestFirst: boolean
  readonly hasPreamble: boolean
  readonly hasFooter: boolean
}

/** Column names: date, text, amount, debit, credit, direction, balance; then the words for out and in. */
export const HEADERS = {
  en: [
    'Booking Date',
    'Description',
    'Amount',
    'Debit',
    'Credit',
    'Debit/Credit',
    'Balance',
    'Debit',
    'Credit',
  ],
  de: ['Buchungstag', 'Verwendungszweck', 'Betrag', 'Soll', 'Haben', 'Soll/Haben', 'Saldo', 'S', 'H'],
  nl: ['Datum', 'Omschrijving', 'Bedrag', 'Af', 'Bij', 'Af Bij', 'Saldo', 'Af', 'Bij'],
  fr: ['Date', 'Libellé', 'Montant', 'Débit', 'Crédit', 'Sens', 'Solde', 'Débit', 'Crédit'],
  es: ['Fecha', 'Concepto', 'Importe', 'Cargo', 'Abono', 'Signo', 'Saldo', 'Debe', 'Haber'],
  it: ['Data', 'Descrizione', 'Importo', 'Addebiti', 'Accrediti', 'Dare/Avere', 'Saldo', 'Dare', 'Avere'],
  sv: ['Bokföringsdag', 'Text', 'Belopp', 'Uttag', 'Insättning', 'Tecken', 'Saldo', 'Debet', 'Kredit'],
  pl: [
    'Data księgowania',
    'Opis operacji',
    'Kwota',
    'Obciążenia',
    'Uznania',
    'Debit/Credit',
    'Saldo',
    'Debet',
    'Kredyt',
  ],
  fi: ['Kirjauspäivä', 'Viesti', 'Määrä', 'Otto', 'Pano', 'Debit/Credit', 'Saldo', 'Otto', 'Pano'],
} as const

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function renderDate(date: string, style: Style['dates']): string {
  const [year = '', month = '', day = ''] = date.split('-')
  switch (style) {
    case 'iso':
      return date
    case 'timestamp':
      return `${date} 09:41:07`
    case 'compact':
      return year + month + day
    case 'dmy-dots':
      return `${day}.${month}.${year}`
    case 'dmy-slashes':
      return `${day}/${month}/${year}`
    case 'mdy-slashes':
      return `${month}/${day}/${year}`
    case 'dmy-dashes':
      return `${day}-${month}-${year}`
    case 'dmy-short':
      return `${day}/${month}/${year.slice(2)}`
    case 'mdy-short':
      return `${Number(month)}/${Number(day)}/${year.slice(2)}`
    case 'named':
      return `${day} ${MONTHS[Number(month) - 1]} ${year}`
  }
}

function renderFigure(minor: number, { decimals, isGrouped }: Style): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  const whole = digits.slice(0, -2)
  const grouped = isGrouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, decimals === '.' ? ',' : '.') : whole
  return `${grouped}${decimals}${digits.slice(-2)}`
}

function amountCells(minor: number, style: Style): readonly string[] {
  const figure = renderFigure(minor, style)
  const words = HEADERS[style.language === 'none' ? 'en' : style.language]
  switch (style.signs) {
    case 'minus':
      return [minor < 0 ? `-${figure}` : figure]
    case 'trailing':
      return [minor < 0 ? `${figure}-` : figure]
    case 'brackets':
      return [minor < 0 ? `(${figure})` : figure]
    case 'plus':
      return [minor < 0 ? `-${figure}` : `+${figure}`]
    case 'suffix':
      return [`${figure} ${minor < 0 ? 'DR' : 'CR'}`]
    case 'words':
      return [figure, minor < 0 ? words[7] : words[8]]
    case 'pair':
      return minor < 0 ? [figure, ''] : ['', figure]
    case 'pair-zero':
      return minor < 0 ? [figure, renderFigure(0, style)] : [renderFigure(0, style), figure]
  }
}

/** The file's bytes, and the movements in the order of its rows. */
export function renderCsv(
  truths: readonly Truth[],
  style: Style,
): { bytes: Uint8Array; rows: readonly Truth[] } {
  const oldestFirst = truths.toSorted((left, right) =>
    left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
  )
  let balance = 100_000
  const balances = new Map(oldestFirst.map((truth) => [truth, (balance += truth.minor)]))
  const rows = style.isNewestFirst ? oldestFirst.toReversed() : oldestFirst
  const cells = rows.map((truth) => [
    renderDate(truth.date, style.dates),
    truth.text,
    ...amountCells(truth.minor, style),
    ...(style.hasBalance ? [signedFigure(balances.get(truth) ?? 0, style)] : []),
  ])
  const lines = [...preambleOf(style), ...headerOf(style), ...cells, ...footerOf(truths, style)]
  const text = lines
    .map((line) => line.map((cell) => quote(cell, style)).join(style.delimiter))
    .join(style.lineEnd)
  return { bytes: encode(text + style.lineEnd, style.encoding), rows }
}

const signedFigure = (minor: number, style: Style) =>
  minor < 0 ? `-${renderFigure(minor, style)}` : renderFigure(minor, style)

const preambleOf = ({ hasPreamble }: Style): readonly (readonly string[])[] =>
  hasPreamble ? [['Konto', 'XX00 0000 0000 1234'], ['']] : []

function headerOf({ language, signs, hasBalance }: Style): readonly (readonly string[])[] {
  if (language === 'none') return []
  const [date, text, amount, debit, credit, direction, balance] = HEADERS[language]
  const amounts =
    signs === 'pair' || signs === 'pair-zero'
      ? [debit, credit]
      : signs === 'words'
        ? [amount, direction]
        : [amount]
  return [[date, text, ...amounts, ...(hasBalance ? [balance] : [])]]
}

function footerOf(truths: readonly Truth[], style: Style): readonly (readonly string[])[] {
  if (!style.hasFooter || style.language === 'none') return []
  const sum = truths.reduce((total, { minor }) => total + minor, 0)
  return [[''], ['', 'Total', signedFigure(sum, style)]]
}

function quote(cell: string, { delimiter, isQuoted }: Style): string {
  const isNeeded = isQuoted || cell.includes(delimiter) || /["\r\n]/.test(cell)
  return isNeeded ? `"${cell.replaceAll('"', '""')}"` : cell
}

function encode(text: string, encoding: Style['encoding']): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-8-mark') return new TextEncoder().encode(`\ufeff${text}`)
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

const day = fc
  .integer({ min: 0, max: 58 })
  .map((offset) => new Date(Date.UTC(2024, 2, 3) + offset * 86_400_000).toISOString().slice(0, 10))

/** Shops without words that tell a direction, with what descriptions really hold: quotes, delimiters, accents. */
const text = fc
  .tuple(
    fc.constantFrom(
      'Nordlicht',
      'Café Zäh',
      'A; B, C',
      'He said "so"',
      '=1+1',
      'Ömer & Søn',
      'Muster | Frau',
    ),
    fc.nat({ max: 9999 }),
  )
  .map(([name, number]) => `${name} #${number}x`)

export const truthArbitrary: fc.Arbitrary<Truth> = fc.record({
  date: day,
  minor: fc.integer({ min: -350_000, max: 350_000 }).filter((minor) => minor !== 0),
  text,
})

/** No country that writes one of the other languages puts the month first. */
const asWritten = (style: Style): Style =>
  style.language === 'en' || style.language === 'none'
    ? style
    : { ...style, dates: DAY_FIRST[style.dates] ?? style.dates }

const DAY_FIRST: Partial<Record<Style['dates'], Style['dates']>> = {
  'mdy-slashes': 'dmy-slashes',
  'mdy-short': 'dmy-short',
}

export const styleArbitrary: fc.Arbitrary<Style> = fc.record({
  dates: fc.constantFrom(
    'iso',
    'compact',
    'dmy-dots',
    'dmy-slashes',
    'mdy-slashes',
    'dmy-dashes',
    'dmy-short',
    'mdy-short',
    'named',
    'timestamp',
  ),
  decimals: fc.constantFrom('.', ','),
  isGrouped: fc.boolean(),
  signs: fc.constantFrom('minus', 'trailing', 'brackets', 'plus', 'pair', 'pair-zero', 'words', 'suffix'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  isQuoted: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-8-mark', 'utf-16le'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  language: fc.constantFrom('en', 'de', 'nl', 'fr', 'es', 'it', 'sv', 'pl', 'fi', 'none'),
  hasBalance: fc.boolean(),
  isNewestFirst: fc.boolean(),
  hasPreamble: fc.boolean(),
  hasFooter: fc.boolean(),
}).map(asWritten)
