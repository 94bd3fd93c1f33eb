// What a country writes: where neither numbers nor the order of rows tell the day from the month, two witnesses that
// agree on the country do. One is the account's currency, the other the file: its language, or payment words of one
// country. Neither alone settles anything.
import type { CurrencyCode } from '../../../domain/currency.ts'
import { headerWords } from './header-words.ts'
import { isIban } from './iban.ts'
import type { DateOrder } from './dates.ts'
import { hasAnyPhrase, indexPhrases, normalizeWords, wordList } from '../words.ts'
import type { PhraseIndex } from '../words.ts'

/** Currencies of countries that write the month first, or both ways. */
const NOT_DAY_FIRST: ReadonlySet<string> = new Set(['USD', 'CAD', 'PHP'])

/** Column names of no English file. Every country of these languages writes the day before the month. */
const NOT_ENGLISH: ReadonlySet<string> = new Set(
  wordList(
    'datum|dato|fecha|data operazione|data contabile|data valuta|data operacji|data transakcji|dateop|' +
      'buchungstag|buchungsdatum|buchung|wertstellung|valutadatum|belegdatum|boekdatum|boekingsdatum|' +
      'uitvoeringsdatum|rentedatum|date operation|date d operation|date de l operation|date valeur|' +
      'date de valeur|date comptable|fecha valor|fecha operacion|fecha de operacion|f valor|' +
      'fecha contable|data mov|data movimento|data valor|data lancamento|bokforingsdag|bokforingsdatum|' +
      'transaktionsdag|bogforingsdato|rentedato|kirjauspaiva|arvopaiva|maksupaiva|datum valuty|' +
      'datum zauctovani|datum provedeni|data ksiegowania|data waluty|дата|дата операции|' +
      'betrag|umsatz|bedrag|montant|importe|monto|importo|belopp|belob|belop|kwota|castka|сумма|summa|' +
      'maara|soll|haben|debe|cargo|abono|dare|avere|entrate|uscite|addebiti|accrediti|uttag|insattning|' +
      'saldo|kontostand|solde|zustatek|verwendungszweck|buchungstext|omschrijving|mededeling|' +
      'mededelingen|libelle|concepto|descripcion|movimiento|descrizione|descrizione estesa|causale|' +
      'descricao|historico|tekst|rubrik|beskrivelse|beskrivning|popis|opis|opis operacji|opis transakcji|' +
      'empfanger|begunstigter|tegenrekening|naam|waluta|wahrung|divisa|devise|moeda|mena|credito|debito|' +
      'saldo contabilistico|saldo disponivel|saldo disponible|credit euros|debit euros|montant euros',
  ),
)

/** Column names in another language that a header needs: one may be a word of English too. */
const NOT_ENGLISH_MIN = 2

type Habit = { readonly order: DateOrder; readonly words: PhraseIndex }

const habit = (order: DateOrder, words: string): Habit => ({ order, words: indexPhrases(wordList(words)) })

/** Payment schemes and words of the banks that keep accounts in the currency. */
const HABITS: ReadonlyMap<string, Habit> = new Map([
  [
    'USD',
    habit(
      'mdy',
      'ach|zelle|checkcard|check card|check number|check or slip #|checknumber|check #|check no|checking|' +
        'direct dep|zip code|routing number|pst|pdt|mst|mdt|cst|cdt|est|edt|recurring payment authorized on|' +
        'purchase authorized on|ppd id|web id',
    ),
  ],
  [
    'GBP',
    habit(
      'dmy',
      'sort code|bacs|chaps|fps|faster payment|faster payments|faster payments receipt|bill payment|' +
        'standing order|cheque|paid in|paid out|direct debit|bgc|s o|d d',
    ),
  ],
  ['EUR', habit('dmy', 'sepa|cheque|direct debit|standing order|d d|lodgement')],
  ['AUD', habit('dmy', 'bpay|osko|payid|eftpos|cheque|direct debit|pay anyone')],
  ['NZD', habit('dmy', 'eftpos|eft pos|particulars|cheque|direct debit|automatic payment|bill payment')],
  ['INR', habit('dmy', 'upi|neft|imps|rtgs|nach|cheque|chq|narration')],
  ['SGD', habit('dmy', 'paynow|giro|nets|fast payment|cheque')],
  ['ZAR', habit('dmy', 'eft|cheque|debit order|capitec|fnb|absa')],
  ['BRL', habit('dmy', 'pix|ted|doc|boleto|lancamento')],
])

/** Rows that are searched for words; a bank that writes them does so from the start. */
const ROWS_MAX = 200

/**
 * The order that the country writes which both the account's currency and the file speak for, or null. Words of
 * another country's habit undo it.
 */
export function habitualOrder(
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  currency: CurrencyCode,
): DateOrder | null {
  const names = (header ?? []).map(headerWords)
  const isOtherLanguage = new Set(names.filter((name) => NOT_ENGLISH.has(name))).size >= NOT_ENGLISH_MIN
  const sample = rows.slice(0, ROWS_MAX)
  if (!NOT_DAY_FIRST.has(currency)) {
    if (isOtherLanguage || sample.some((cells) => cells.some(isIban))) return 'dmy'
  }
  const own = HABITS.get(currency)
  if (!own || (isOtherLanguage && own.order === 'mdy')) return null
  const texts = [...names, ...sample.flatMap((cells) => cells.map(normalizeWords))].map((text) => text.split(' '))
  const speaks = ({ words }: Habit) => texts.some((text) => hasAnyPhrase(text, words))
  const isContradicted = [...HABITS].some(
    ([code, other]) => code !== currency && other.order !== own.order && speaks(other),
  )
  return speaks(own) && !isContradicted ? own.order : null
}
