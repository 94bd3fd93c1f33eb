// What banks write into cells: direction, status, and the words that tell which way a movement went.
import { hasAnyPhrase, indexPhrases, normalizeWords, wordList } from '../words.ts'

/** Longest text that is a word of a direction, a status or a label, not a description. */
const LABEL_CHARS_MAX = 48

/** No word of a direction or status has one; most cells of a statement do. */
const DIGIT = /\d/

export type Direction = 'out' | 'in'

const DIRECTIONS: ReadonlyMap<string, Direction> = new Map([
  ...wordList(
    'debit|dr|d|db|dbit|debet|debito|débit|af|soll|s|out|ausgang|belastung|lastschrift|withdrawal|' +
      'withdraw|uit|ut|cargo|debe|dare|uscita|uscite|saida|gasto|uttag|haevet|udgift|otto|obciazenie|' +
      'vydaj|odchozi|расход|списание|дебет|money out|paid out|outgoing|expense|ausgabe|depense|sortie|' +
      'wn|outflow|spent',
  ).map((word) => [word, 'out'] as const),
  ...wordList(
    'credit|cr|c|crdt|kredit|credito|crédit|bij|haben|h|in|eingang|gutschrift|deposit|inn|abono|' +
      'haber|avere|entrata|entrate|entrada|ingreso|insattning|indsat|indtaegt|pano|uznanie|prijem|' +
      'prichozi|приход|зачисление|кредит|поступление|money in|paid in|incoming|income|einnahme|' +
      'recette|entree|ma|k|inflow|received',
  ).map((word) => [word, 'in'] as const),
  ['dbit', 'out'],
  ['+', 'in'],
  ['-', 'out'],
])

/** No word of a direction is longer, with some room for the spaces and brackets around it. */
const DIRECTION_CHARS_MAX = 24

/** The direction that a cell of a direction column names, or null. */
export function directionOf(cell: string): Direction | null {
  if (cell.length > DIRECTION_CHARS_MAX || DIGIT.test(cell)) return null
  const text = cell.trim()
  if (text === '+' || text === '-') return text === '+' ? 'in' : 'out'
  return DIRECTIONS.get(normalizeWords(text)) ?? null
}

export type RowStatus = 'posted' | 'pending' | 'void'

const STATUSES: ReadonlyMap<string, RowStatus> = new Map(
  (
    [
      [
        'void',
        wordList(
          'reverted|declined|failed|cancelled|canceled|rejected|refused|expired|voided|void|denied|' +
            'removed|blocked|error|abgelehnt|storniert vor buchung|fehlgeschlagen|geweigerd|geannuleerd|' +
            'mislukt|refuse|refusee|annule|annulee|echoue|rechazado|rechazada|cancelado|cancelada|fallido|' +
            'annullato|annullata|rifiutato|rifiutata|recusado|avvisad|avbruten|misslyckad|afvist|annulleret|' +
            'avvist|kansellert|hylatty|peruttu|odrzucona|odrzucono|anulowana|zamitnuto|zruseno|отклонено|' +
            'отклонена|отменено|отменена|ошибка|неуспешно|unsuccessful|not executed',
        ),
      ],
      [
        'pending',
        wordList(
          'pending|authorised|authorized|authorisation|authorization|reserved|reservation|processing|' +
            'in process|in progress|on hold|hold|uncleared|unposted|not posted|offen|scheduled|upcoming|' +
            'vorgemerkt|umsatz vorgemerkt|reserviert|ausstehend|in bearbeitung|nicht gebucht|gereserveerd|' +
            'in behandeling|en attente|en cours|a venir|pendiente|en proceso|in attesa|in sospeso|' +
            'non contabilizzato|autorizzato|pendente|em processamento|reserverad|vantande|reserveret|' +
            'afventer|reservert|venter|odottaa|varattu|katevaraus|oczekuje|oczekujaca|blokada|nierozliczona|' +
            'ceka|cekajici|nezauctovano|blokace|в обработке|ожидает|в ожидании|заблокировано|авторизация|' +
            'не проведено',
        ),
      ],
      [
        'posted',
        wordList(
          'posted|ok|completed|complete|processed|booked|settled|cleared|paid|done|executed|succeeded|' +
            'successful|success|approved|finished|gebucht|umsatz gebucht|verbucht|ausgefuhrt|abgeschlossen|' +
            'erledigt|uitgevoerd|geboekt|verwerkt|voltooid|comptabilise|comptabilisee|effectue|execute|' +
            'termine|realise|contabilizado|completado|realizado|ejecutado|contabilizzato|eseguito|' +
            'completato|concluido|efetuado|bokford|bokfort|genomford|gennemfort|bogfort|udfort|utfort|' +
            'gjennomfort|kirjattu|suoritettu|zaksiegowana|zrealizowana|wykonana|rozliczona|zauctovano|' +
            'provedeno|dokonceno|исполнено|исполнен|выполнено|проведено|обработано|успешно|reconciled|' +
            'charged|refunded|settlement',
        ),
      ],
    ] as const
  ).flatMap(([status, words]) => words.map((word) => [word, status] as const)),
)

/** What a status cell says, or null for a word that we do not know. */
export function statusOf(cell: string): RowStatus | null {
  if (cell.length > LABEL_CHARS_MAX || DIGIT.test(cell)) return null
  return STATUSES.get(normalizeWords(cell)) ?? null
}

const OUTGOING = indexPhrases(
  wordList(
    'purchase|sale|withdrawal|withdrawals|atm|cash withdrawal|direct debit|debit card|card payment|' +
      'card transaction|payment to|payment sent|transfer to|sent|sent money|bill payment|bill pay|' +
      'paid to|fee|fees|service charge|charges|debit transfer|electronic withdrawal|check paid|pos|' +
      'recurring payment|einkauf|lastschrift|folgelastschrift|erstlastschrift|basislastschrift|' +
      'sepa basislastschrift|lastschrifteinzug|kartenzahlung|kreditkartenzahlung|debitkartenzahlung|' +
      'auszahlung|bargeldauszahlung|abbuchung|belastung|entgelt|kartenpreis|gebuhr|gebuhren|' +
      'kontofuhrung|kapitalertragsteuer|internetauftrag|onlineauftrag|echtzeituberweisungsauftrag|sammelauftrag|mastercard zahlung|ausgang|kartenkauf|uberweisungsauftrag|' +
      'dauerauftrag belastung|incasso|betaalautomaat|geldautomaat|geldopname|kosten|uitgaand|' +
      'afschrijving|betaling|achat|paiement carte|paiement par carte|retrait|prelevement|' +
      'virement emis|cotisation|frais|compra|pago con tarjeta|retirada|cajero|recibo|comision|' +
      'transferencia emitida|adeudo|pagamento pos|prelievo|addebito|bonifico in uscita|commissione|' +
      'canone|levantamento|kortkop|kortkob|kortbetalning|korttransaktion|uttag|bankomat|autogiro|' +
      'avgift|dankort nota|dankort|haeveautomat|varekjop|varekob|visa kob|gebyr|avtalegiro|korttiosto|' +
      'automaattinosto|palvelumaksu|platnosc karta|wyplata|przelew wychodzacy|zakup|oplata|prowizja|' +
      'platba kartou|vyber|odchozi|inkaso|poplatek|покупка|оплата|списание|снятие|комиссия|' +
      'перевод исходящий|expense|spend|spending|charge|cost|debit purchase|debit|supermarket|grocery|' +
      'restaurant|groceries|coffee',
  ),
)

const INCOMING = indexPhrases(
  wordList(
    'salary|payroll|wages|deposit|direct deposit|direct dep|credit transfer|interest earned|' +
      'interest paid|interest added|refund|cashback|cash back|received|received money|payment from|' +
      'transfer from|paid in|bank credit|dividend|top up|topup|topped up|add funds|tax refund|' +
      'reversal|mobile deposit|credit|visa credit|gehalt|lohn|lohn und gehalt|bezuge|gutschrift|' +
      'einzahlung|eingang|zinsen haben|habenzinsen|erstattung|ruckerstattung|ruckzahlung|' +
      'gutschrift aus dauerauftrag|sepa gutschrift|gutschriften|pramie|salaris|loon|bijschrijving|' +
      'ontvangen betaling|ontvangen|terugbetaling|kwijtschelding|storting|salaire|virement recu|' +
      'remboursement|versement|remise|interets crediteurs|nomina|ingreso|transferencia recibida|abono|' +
      'devolucion|intereses|stipendio|accredito|bonifico in entrata|bonifico a vostro favore|rimborso|' +
      'versamento|ordenado|vencimento|reembolso|deposito|insattning|aterkop|aterbetalning|indbetaling|' +
      'innbetaling|lonn|refusjon|ranta|palkka|hyvitys|palautus|pano|wynagrodzenie|wplata|' +
      'przelew przychodzacy|zwrot|odsetki|uznanie|vyplata mzdy|mzda|prichozi|vklad|vraceni|urok|' +
      'зарплата|зачисление|пополнение|возврат|поступление|проценты',
  ),
)

/**
 * The way money went according to the row's own words, or null where they say nothing or both. "Payment" alone is no
 * evidence: on a card it is money in, on a current account money out.
 */
export function directionVote(cells: readonly string[]): Direction | null {
  const texts = cells.map((cell) => normalizeWords(cell).split(' '))
  const out = texts.some((words) => hasAnyPhrase(words, OUTGOING))
  const incoming = texts.some((words) => hasAnyPhrase(words, INCOMING))
  return out === incoming ? null : out ? 'out' : 'in'
}

const SUMMARY = new Set(
  wordList(
    'total|totals|subtotal|sum|summe|gesamt|gesamtsumme|zwischensumme|totaal|somme|totale|suma|' +
      'razem|summa|celkem|итого|opening balance|closing balance|beginning balance|ending balance|' +
      'starting balance|start balance|end balance|balance brought forward|balance carried forward|' +
      'brought forward|carried forward|previous balance|new balance|anfangssaldo|endsaldo|' +
      'schlusssaldo|saldovortrag|alter saldo|neuer saldo|alter kontostand|neuer kontostand|kontostand|' +
      'saldo|beginsaldo|eindsaldo|solde initial|solde final|ancien solde|nouveau solde|solde|' +
      'saldo inicial|saldo final|saldo anterior|saldo iniziale|saldo finale|ingaende saldo|' +
      'utgaende saldo|startsaldo|slutsaldo|saldo poczatkowe|saldo koncowe|pocatecni zustatek|' +
      'konecny zustatek|входящий остаток|исходящий остаток|tagessaldo',
  ),
)

/** Whether a row's text names it a balance or totals line: the whole text, or its start before a date or amount. */
export function isSummaryText(cell: string): boolean {
  if (cell.length > LABEL_CHARS_MAX) return false
  const words = normalizeWords(cell).replace(/(?:\s(?:as of|on|vom|per|am|at|au|al|pr|\d+))+$/u, '')
  return SUMMARY.has(words)
}

const OPENING: ReadonlySet<string> = new Set(wordList(
  'opening balance|beginning balance|starting balance|start balance|previous balance|anfangssaldo|' +
    'alter saldo|alter kontostand|startsaldo|beginsaldo|solde initial|ancien solde|saldo inicial|' +
    'saldo anterior|saldo iniziale|ingaende saldo|saldo poczatkowe|pocatecni zustatek|' +
    'входящий остаток|остаток на начало|баланс на начало|баланс на начало периода|' +
    'остаток на начало периода|balance brought forward|saldovortrag',
))
const CLOSING: ReadonlySet<string> = new Set(wordList(
  'closing balance|ending balance|end balance|account balance|ledger balance|current balance|' +
    'new balance|balance|kontostand|saldo|endsaldo|neuer saldo|neuer kontostand|schlusssaldo|' +
    'eindsaldo|solde|solde final|nouveau solde|saldo final|saldo finale|utgaende saldo|slutsaldo|' +
    'saldo koncowe|konecny zustatek|zustatek|исходящий остаток|баланс на конец периода|' +
    'остаток на конец|остаток на конец периода|баланс на конец|zostatek',
))
const TOTAL_IN = wordList(
  'поступления|total credits|total deposits|summe gutschriften|suma uznan|total money in',
)
const TOTAL_OUT = wordList(
  'списания|total debits|total withdrawals|summe belastungen|suma obciazen|total money out',
)

export type StatedFact = 'opening' | 'closing' | 'totalIn' | 'totalOut'

/** What a label beside an amount states about the whole file, or null. Dates and colons in the label do not matter. */
export function statedFact(label: string): StatedFact | null {
  if (label.length > LABEL_CHARS_MAX || !/\p{L}/u.test(label)) return null
  const words = normalizeWords(label)
    .replace(/(?:\s(?:as of|on|vom|per|am|at|au|al|pr|du|del|\d+))+$/u, '')
    .trim()
  if (OPENING.has(words)) return 'opening'
  if (CLOSING.has(words)) return 'closing'
  if (TOTAL_IN.includes(words)) return 'totalIn'
  return TOTAL_OUT.includes(words) ? 'totalOut' : null
}

/** Whether the row's text says that it is not final yet where its date should stand. */
export const isPendingText = (cell: string): boolean => statusOf(cell) === 'pending'
