// What banks call their columns, in the languages of Europe. Data: a phrase stands for a role with a strength; the
// strongest role that the column's values allow wins. Whole headers count before headers that contain a phrase.
import type { ColumnRole } from '../file-reading.ts'
import { hasPhrase, normalizeWords, wordList } from '../words.ts'

type Entry = { readonly role: ColumnRole; readonly strength: number; readonly phrases: readonly string[] }

const entry = (role: ColumnRole, strength: number, words: string): Entry => ({
  role,
  strength,
  phrases: wordList(words),
})

/** Strength 9: says exactly this. 5: usual name. 3: may be this where nothing better is found. */
const ENTRIES: readonly Entry[] = [
  entry(
    'postedOn',
    9,
    'booking date|posting date|posted date|post date|date posted|posted|date processed|' +
      'processed date|booked|completed date|date completed|completed|settlement date|settled|' +
      'processing date|accounting date|ledger date|buchungsdatum|buchungstag|buchung|gebucht am|' +
      'verbuchungsdatum|boekdatum|boekingsdatum|date de comptabilisation|' +
      'date comptable|date comptabilisation|date d operation comptable|fecha contable|' +
      'fecha de contabilizacion|fecha operacion contable|data contabile|data di contabilizzazione|' +
      'data registrazione|data de lancamento|data lancamento|data contabilistica|data mov|' +
      'bokforingsdag|bokforingsdatum|bokfort|bogforingsdato|bogfort|bokforingsdato|bokfort dato|' +
      'bokfort|kirjauspaiva|kirjauspaivamaara|data ksiegowania|data zaksiegowania|data rozliczenia|' +
      'datum zauctovani|datum zaknihovani|дата обработки|дата проводки|дата проведения|дата списания|' +
      'konyveles datuma|konyvelesi datum|datum provedeni|reskontradag|reskontradatum|clearing date|effective date|' +
      'transaktionsbuchung',
  ),
  entry(
    'postedOn',
    5,
    'date|datum|dato|data|fecha|pvm|paivamaara|дата|kuupaev|datums|tarih|datumi|dag|day|created|' +
      'created utc|date operation|date d operation|date de l operation|date de operation|' +
      'data operazione|fecha operacion|fecha de operacion|data operacji|data da operacao|' +
      'data movimento|data do movimento|fecha movimiento|datum operace|uitvoeringsdatum|' +
      'data transakcji',
  ),
  entry(
    'transactionOn',
    8,
    'transaction date|abschlussdatum|trans date|trans dt|date of transaction|purchase date|authorised date|' +
      'authorized date|authorised|started date|date started|started|initiated|initiated date|' +
      'activity date|entry date|belegdatum|kaufdatum|transaktionsdatum|umsatzdatum|einkaufsdatum|' +
      'transactiedatum|date de transaction|date transaction|date d achat|date achat|' +
      'fecha de transaccion|fecha transaccion|fecha de compra|data transazione|data acquisto|' +
      'data valuta operazione|data da transacao|data da compra|transaktionsdag|transaktionsdatum|' +
      'kopdatum|inkopsdatum|transaktionsdato|kobsdato|kjopsdato|maksupaiva|tapahtumapaiva|ostopaiva|' +
      'datum transakce|datum transakcie|дата операции|дата транзакции|дата покупки|tranzakcio datuma|' +
      'date of payment',
  ),
  entry('transactionOn', 4, 'timestamp|date time|datetime|date and time|umsatzzeit|transaction time|time'),
  entry(
    'valueOn',
    8,
    'value date|date of value|date valued|valued|value|wertstellung|wertstellungsdatum|valuta|' +
      'valutadatum|valutatag|valuta datum|wert|valutierung|rentedatum|date de valeur|date valeur|' +
      'valeur|fecha valor|fecha de valor|f valor|data valuta|data valore|data valor|valor data|' +
      'valutadag|rantedag|rantedatum|valordato|rentedato|arvopaiva|data waluty|datum valuty|valutna|' +
      'дата валютирования|erteknap|ertek datum|interest date|available on utc|available on',
  ),
  entry(
    'amount',
    9,
    'net|net amount|netto|nettobetrag|amount total|total amount|buchungsbetrag|' +
      'betrag in kontowahrung|amount in account currency|account amount|billing amount|' +
      'settlement amount|сумма в валюте счета|сумма пересчитанная в валюту счета|сумма платежа|' +
      'kwota w walucie rachunku|castka v mene uctu|montant dans la devise du compte|' +
      'belopp i kontots valuta',
  ),
  entry(
    'amount',
    6,
    'amount|amt|payment amount|betrag|umsatz|betrag umsatz|bedrag|montant|montant de l operation|' +
      'montant operation|importe|monto|cantidad|importo|valor|quantia|montante|belopp|summa|belob|' +
      'belob i dkk|belop|maara|summa euroa|kwota|kwota operacji|kwota transakcji|castka|objem|suma|' +
      'сумма|сумма операции|transaction amount|value amount|osszeg|debit credit|credit debit|' +
      'money in out|zahlbetrag|importe eur|mouvement|sum|gross|brutto|wartosc|ammontare|' +
      'transaktionsbelopp|zmena|iznos',
  ),
  entry(
    'debit',
    8,
    'debit|debits|debit amount|amount debit|dr|dr amount|withdrawal|withdrawals|withdrawal amount|' +
      'withdrawal amt|withdrawn|paid out|money out|funds out|out|outflow|amount out|spent|charge|' +
      'charges|soll|belastung|belastungen|lastschrift|ausgang|ausgaben|ausgabe|auszahlung|af|uitgaven|' +
      'uit|debet|uitgaand|debit euros|sorties|depenses|depense|cargo|cargos|debe|gasto|gastos|retiro|' +
      'retiros|addebito|addebiti|dare|uscite|uscita|debito|debitos|saida|saidas|despesa|uttag|utgift|' +
      'utgifter|ut|haevet|udgift|ut fra konto|ut av konto|pano maara|otto|otot|menot|veloitus|' +
      'obciazenia|obciazenie|kwota obciazenia|wydatki|wyplata|vydaj|vydaje|odepsano|na vrub|расход|' +
      'расходы|списание|списания|дебет|debitbeloeb|terheles|debit chf|kwota debet',
  ),
  entry(
    'credit',
    8,
    'credit|credits|credit amount|amount credit|cr|cr amount|deposit|deposits|deposit amount|' +
      'deposit amt|deposited|paid in|money in|funds in|in|inflow|amount in|received|receipts|haben|' +
      'gutschrift|gutschriften|eingang|einnahmen|einnahme|einzahlung|bij|ontvangsten|inkomsten|' +
      'inkomend|credit euros|entrees|recettes|recette|abono|abonos|haber|ingreso|ingresos|deposito|' +
      'depositos|accredito|accrediti|avere|entrate|entrata|credito|creditos|entrada|entradas|receita|' +
      'insattning|inkomst|inkomster|inn|indsat|indtaegt|inn pa konto|pano|panot|tulot|hyvitys|uznania|' +
      'uznanie|kwota uznania|wplywy|wplata|prijem|prijmy|pripsano|ve prospech|приход|приходы|' +
      'поступление|поступления|зачисление|кредит|jovairas|credit chf|kredit',
  ),
  entry(
    'direction',
    9,
    'debit credit|credit debit|debit or credit|credit or debit|creditdebet|debetcredit|debet credit|' +
      'credit debet|dc|d c|c d|cr dr|dr cr|af bij|bij af|soll haben|s h|debit kredit|' +
      'debit credit indicator|credit debit indicator|sign|direction|dare avere|debe haber|' +
      'debit credit flag|d k|debet kredit|debito credito|wn ma|in out|inout|money direction|' +
      'zahlungsrichtung|richtung|sens|signe|signo|segno|sinal|tecken|fortegn|debit credit code',
  ),
  entry(
    'balance',
    8,
    'balance|running balance|running bal|bal|balance amount|runningbalance|balance after|account balance|ledger balance|' +
      'current balance|book balance|closing running balance|saldo|kontostand|saldo nach buchung|' +
      'saldo na trn|saldo na mutatie|saldo na boeking|solde|solde apres operation|saldo disponible|' +
      'saldo contabile|saldo contabilistico|saldo apos|saldo efter|bokfort saldo|saldo po|' +
      'saldo po operacji|zustatek|zostatok|остаток|баланс|остаток после операции|egyenleg|' +
      'saldo rachunku|ending running balance|stand|kontosaldo',
  ),
  entry('balance', 4, 'available balance|balance available|verfugbarer saldo|disponibelt belob|disponible'),
  entry(
    'openingBalance',
    9,
    'beginning balance|opening balance|start balance|anfangssaldo|startsaldo|beginsaldo',
  ),
  entry('closingBalance', 9, 'ending balance|closing balance|end balance|endsaldo|slutsaldo|eindsaldo'),
  entry(
    'fee',
    8,
    'fee|fees|amount fee|total fee|total fees|fee amount|transaction fee|commission|gebuhr|gebuhren|' +
      'entgelt|spesen|kosten|frais|commissions|comision|comisiones|commissione|commissioni|comissao|' +
      'taxas|avgift|avgifter|gebyr|gebyrer|palkkio|prowizja|oplata|poplatek|poplatky|комиссия|dij',
  ),
  entry(
    'currency',
    8,
    'currency|ccy|waluta rachunku|payment currency|devise du compte|mena uctu|kontovaluta|валюта платежа|currency code|account currency|billing currency|wahrung|waehrung|buchungswahrung|' +
      'kontowahrung|munt|valuta|valutacode|devise|monnaie|monn|moneda|divisa|moeda|valutakod|valuutta|' +
      'waluta|mena|валюта|валюта счета|penznem|devizanem|muntsoort|valuta rekening|currency account',
  ),
  entry('currency', 4, 'transaction currency|валюта операции'),
  entry(
    'status',
    8,
    'status|state|transaction status|booking status|zustand|etat|statut|estado|stato|tila|stav|' +
      'статус|pending|info|cleared|situacao|allapot',
  ),
  entry(
    'counterpartyName',
    9,
    'counterparty|counterparty name|counter party|counteraccount name|payee|payee name|partner name|' +
      'partner|merchant name|merchant|beneficiary|beneficiary name|recipient|recipient name|' +
      'name of counterparty|empfanger|auftraggeber empfanger|empfanger auftraggeber|' +
      'auftraggeber begunstigter|auftraggeber beguenstigter|beguenstigter zahlungspflichtiger|' +
      'begunstigter zahlungspflichtiger|begunstigter auftraggeber|' +
      'zahlungsempfanger zahlungspflichtiger|name zahlungsbeteiligter|gegenpartei|zahlungsbeteiligter|' +
      'name des partners|partnername|handler|name auftraggeber empfanger|' +
      'empfanger zahlungspflichtiger|naam tegenpartij|tegenpartij|tegenrekeninghouder|' +
      'tegenpartij naam|naam tegenrekening|naam omschrijving|naam van de tegenpartij|begunstigde|' +
      'naam begunstigde|tegenpartij van de verrichting|tiers|beneficiaire|contrepartie|nom du tiers|' +
      'nom de la contrepartie|nom contrepartie|emetteur beneficiaire|ordenante beneficiario|' +
      'contraparte|beneficiario|nombre|comercio|controparte|esercente|beneficiario ordinante|' +
      'mottagare avsandare|motpart|modtager afsender|saaja maksaja|maksaja saaja|saajan nimi|' +
      'vastapuoli|nadawca odbiorca|kontrahent|dane kontrahenta|nazwa kontrahenta|odbiorca nadawca|' +
      'kontrahent nazwa|nazev protiuctu|nazev protistrany|protistrana|jmeno protistrany|' +
      'nazev uctu protistrany|obchodnik|контрагент|получатель|наименование контрагента|партнер|' +
      'partner neve|kedvezmenyezett|ultimate receiver name|store name|vendor|vendor name|shop|' +
      'business name|card name|name on other account',
  ),
  entry('counterpartyName', 6, 'name|naam|namn|navn|nom|nome|nimi|nazwa|nazev|имя|nev'),
  entry(
    'payerName',
    9,
    'payer|payer name|from|from name|sender|sender name|zahlungspflichtige r|zahlungspflichtiger|' +
      'auftraggeber|absender|ordinante|ordenante|emetteur|debtor|debtor name|betaler|avsandare|' +
      'avsender|afsender|maksaja|nadawca|nazwa nadawcy|odesilatel|platce|отправитель|плательщик|' +
      'ordonnateur|donneur d ordre|remetente|source name',
  ),
  entry(
    'payeeName',
    9,
    'payee|payee name|to|to name|receiver|receiver name|recipient|zahlungsempfanger in|' +
      'zahlungsempfanger|begunstigter|beguenstigter|beneficiario|beneficiaire|creditor|creditor name|' +
      'ontvanger|mottagare|mottaker|modtager|saaja|odbiorca|nazwa odbiorcy|prijemce|получатель|' +
      'destinataire|destinatario|target name|empfanger',
  ),
  entry(
    'counterpartyAccount',
    8,
    'counterparty account|counterparty iban|counteraccount|partner iban|partner account|' +
      'partner account number|payee account number|beneficiary account|account number of counterparty|' +
      'gegenkonto|kontonummer iban|iban auftraggeberkonto|iban zahlungsbeteiligter|empfanger iban|' +
      'tegenrekening|tegenrekeningnummer|tegenrekening iban bban|tegenpartij iban|compte contrepartie|' +
      'iban contrepartie|cuenta contraparte|iban controparte|motkonto|mottagarkonto|' +
      'rachunek kontrahenta|numer rachunku kontrahenta|protiucet|cislo protiuctu|счет контрагента|' +
      'rekening tegenpartij|saajan tilinumero|card no other|opposing account|iban kontrahenta',
  ),
  entry(
    'description',
    9,
    'original description|bank description|bank desc|full description|statement description|' +
      'transaction description|verwendungszweck|buchungsdetails|buchungsinformation|' +
      'transaktionsbeschreibung|umsatztext|vorgang verwendungszweck|zahlungsgrund|beschreibung|' +
      'mitteilung|payment reference|payment details|transaction details|remittance information|' +
      'remittance info|message for payee|message|note to payee|purpose|narrative|narration|' +
      'particulars|reason|omschrijving|mededelingen|mededeling|libelle|libelle operation|' +
      'libelle de l operation|communication|communications|motif|concepto|descripcion|observaciones|' +
      'causale|descrizione|descrizione operazione|descrizione estesa|descricao|descritivo|historico|' +
      'lancamento|rubrik|meddelande|beskrivning|beskrivelse|besked|melding|forklaring|selite|viesti|' +
      'selitys|tytul|tytul operacji|tytulem|opis|opis operacji|opis transakcji|popis|zprava|' +
      'zprava pro prijemce|poznamka|ucel platby|назначение платежа|назначение|основание|описание|' +
      'описание операции|описание платежа|kozlemeny|vwz1|verwendungszweck 1|leiras|movimiento|subject|' +
      'betreff',
  ),
  entry(
    'description',
    6,
    'description|descriptions|subject|betreff|desc|details|detail|text|tekst|transaction|buchungstext|' +
      'reference text|additional description|description 1|merchant description|item title|' +
      'transaktion|transaktionstext|specifikation|omtale|info text|poste|vorgang|posting text',
  ),
  entry('description', 5, 'memo|note|notes|comment|comments|bemerkung|notiz|kommentar|kommentti|remarque'),
  entry(
    'description',
    3,
    'description 2|description 3|descriptions 2|note to self|message for me|client note',
  ),
  entry(
    'kind',
    7,
    'type|transaction type|trans type|kind|code|booking type|posting key|transaction code|' +
      'transaction details type|umsatztyp|umsatzart|buchungsart|transaktionstyp|transaktionsart|' +
      'vorgangsart|art|typ|mutatiesoort|betaalwijze|type verrichting|soort|type d operation|' +
      'type operation|nature|tipo|tipo movimiento|tipo operazione|tipo de movimento|transaktionstyp|' +
      'tyyppi|tapahtumalaji|rodzaj|rodzaj operacji|typ transakcji|typ transakce|typ operace|тип|' +
      'тип операции|вид операции|reporting category|details type|laji|tapahtumatyyppi|' +
      'categorie operation',
  ),
  entry('kind', 5, 'buchungstext|posting text|vorgang|transaction|transaktion|umsatz info|mutatie'),
  entry(
    'category',
    8,
    'category|kategorie|categorie|categoria|kategori|kategoria|категория|subcategory|luokka|budgetgrupp',
  ),
  entry(
    'sourceId',
    8,
    'transaction id|transactionid|id|unique id|uniqueid|fitid|transaction number|trn id|' +
      'balance transaction id|transferwise id|transaktions nr|transaktionsnummer|transaktions id|' +
      'umsatz id|n de transaction|numero de transaction|id de transaction|id transaccion|' +
      'id transazione|id transacao|transactie id|transactienummer|archiving id|arkistointitunnus|' +
      'numer transakcji|id transakce|id operace|id transakcji|cislo operace|ид операции|' +
      'номер операции|tranzakcio azonosito|uuid|confirmation number|transaction no',
  ),
  entry(
    'reference',
    7,
    'reference|ref|reference number|transaction reference number|transactiereferentie|' +
      'bank reference|customer reference|check number|check no|check|cheque number|cheque no|' +
      'checknumber|check or slip #|num|number|receipt id|invoice|invoice id|payment id|kundenreferenz|' +
      'mandatsreferenz|referenz|belegnummer|buchungsreferenz|kenmerk|betalingskenmerk|volgnr|' +
      'volgnummer|numero|referencia|riferimento|referens|ocr|viite|viitenumero|variable symbol|' +
      'variabilni symbol|referencja|numer referencyjny|номер документа|reference id|sepa reference|' +
      'client reference|end to end reference',
  ),
  entry(
    'account',
    7,
    'account|account number|account name|account no|account id|auftragskonto|iban auftragskonto|' +
      'eigenes konto|bezeichnung auftragskonto|kontonummer|konto|iban bban|rekening|rekeningnummer|' +
      'eigen rekening|compte|numero de compte|n de compte|cuenta|numero de cuenta|conto|numero conto|' +
      'conta|kontonamn|rachunek|numer rachunku|numer konta|ucet|cislo uctu|vlastni ucet|счет|' +
      'номер счета|номер карты|номер карты счета договора|source account|card number|card no|card|' +
      'iban|szamla|szamlaszam|produkt konto',
  ),
]

const NOT_THE_AMOUNT = wordList(
  'original|orig|foreign|fremdwahrung|exchange|exch|rate|kurs|wechselkurs|umrechnungskurs|koers|' +
    'taux|cours|tipo de cambio|cambio|cambi|vaxelkurs|valutakurs|kurssi|курс|refunded|refund|' +
    'shipping|handling|insurance|tax|vat|mwst|ust|local|fremdwahrung|fremdwahrungsbetrag|' +
    'ursprungsbetrag|originalbetrag|originalwahrung|ursprungswahrung|auslagenersatz|oorspronkelijk|' +
    'devise d origine|montant d origine|importe original|extranjera|originale|estera|utlandskt|' +
    'ursprungligt|opprinnelig|oprindelig|alkuperainen|oryginalna|puvodni|converted|exchange to|' +
    'exchange from|compensation|limit|points|punkte|cashback|units|quantity|shares|price|miles|' +
    'available|заблокировано|kreditlimit|interest',
)

/**
 * Whether a header speaks of another amount than the account's: the purchase in its own currency, a rate, a tax. Such
 * a column is never the amount, and its currency is not the account's.
 */
export function isOfAnotherAmount(header: string): boolean {
  const words = normalizeWords(header)
  return NOT_THE_AMOUNT.some((phrase) => hasPhrase(words, phrase))
}

type HeaderMatch = { readonly role: ColumnRole; readonly score: number }

const EXACT_BONUS = 100

/** Roles that the header's words speak for, best first. Whole headers come before parts of headers. */
export function matchHeader(header: string): readonly HeaderMatch[] {
  const words = headerWords(header)
  if (words === '') return []
  const isOther = isOfAnotherAmount(header)
  const best = new Map<ColumnRole, number>()
  for (const { role, strength, phrases } of ENTRIES) {
    const exact = phrases.includes(words)
    if (!exact && isBeside(role, words)) continue
    const phrase = exact
      ? words
      : phrases.filter((candidate) => isTelling(candidate) && hasPhrase(words, candidate)).at(0)
    if (phrase === undefined || (isOther && !exact)) continue
    const score = strength * 10 + (exact ? EXACT_BONUS : Math.min(9, phrase.length / 3))
    best.set(role, Math.max(best.get(role) ?? 0, score))
  }
  return [...best].map(([role, score]) => ({ role, score })).sort((left, right) => right.score - left.score)
}

const PARTY_ROLES: readonly ColumnRole[] = ['counterpartyName', 'payerName', 'payeeName']
const NOT_A_NAME = wordList(
  'e mail|email|mail|address|adresse|iban|bic|bank|konto|account|number|nummer|numer|id|status',
)

/** A party's address or account is not its name, and only a whole header names the holder's own account. */
const isBeside = (role: ColumnRole, words: string): boolean =>
  role === 'account' || (PARTY_ROLES.includes(role) && NOT_A_NAME.some((phrase) => hasPhrase(words, phrase)))

/** Words too short or too general to mean a role inside a longer header. */
const isTelling = (phrase: string): boolean =>
  phrase.length >= 4 &&
  !['type', 'code', 'info', 'name', 'value', 'text', 'note', 'card', 'from', 'state'].includes(phrase)

/** The name of a column as it is compared, without the currency that it may state. */
export const headerWords = (header: string): string => normalizeWords(withoutCurrency(header))

/** `Betrag (EUR)`, `Amount CZK`, `Kwota [PLN]`, `CAD$`: the header without the currency it names. */
function withoutCurrency(header: string): string {
  return header
    .replace(/^\s*#+(?=.)/, '')
    .replace(/[([]\s*(?:[A-Z]{3}|R?\p{Sc}|kr|zł|Kč)\s*[)\]]|\s(?:[A-Z]{3})$|\p{Sc}/gu, ' ')
}

const KNOWN: ReadonlySet<string> = new Set(ENTRIES.flatMap(({ phrases }) => phrases))

/** Whether the normalized text is, as a whole, a column name that we know. */
export const isHeaderWord = (words: string): boolean => KNOWN.has(words)
