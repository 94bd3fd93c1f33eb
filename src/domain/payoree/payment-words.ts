// Words of banks: how it was paid, never to whom. Folded (see `fold.ts`), in the languages of the banks we meet.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).filter((word) => word !== ''))

/** A text of only these, numbers aside, names nobody. */
export const PAYMENT_WORDS: ReadonlySet<string> = words(`
  pos purchase purchases payment payments pmt pymt pay paid card cards debit credit visa mastercard maestro amex
  checkcard ckcd dbt crd transaction transactions trans txn tran transfer transfers trf xfer tfr online mobile web
  internet banking recurring pending preauth auth authorization authorisation authorized authorised contactless
  withdrawal withdrawals withdrawl wdl deposit deposits dep direct dir ach sepa eft edi wire swift bacs chaps fps faster
  standing order dd ddr bgc bill billpay autopay auto check cheque chk chq checking savings sav acct account no
  number atm abm cash cashback machine terminal term branch teller counter service charge charges fee fees void
  reversal reversed rev return returned refund refunded adjustment adj correction misc miscellaneous unknown general
  ref reference id conf confirmation code trace seq item electronic external internal to from at on via by in out the
  of for and with your you balance opening closing brought forward carried credited debited purchase signature pin
  chip foreign intl international domestic currency exchange rate usd eur gbp value date effective inst instant
  outgoing incoming overdraft interest monthly annual maintenance nonsufficient nsf payroll employer dividend dividends bonus salary wages loan tax thank hold release test pending ppd ccd tel des indn
  lastschrift lastschrifteinzug basislastschrift folgelastschrift einzug einzugsermachtigung kartenzahlung karte
  girocard ec eccash barzahlung bargeldauszahlung bargeld auszahlung einzahlung bezahlung geldautomat automat
  uberweisung ueberweisung sepauberweisung dauerauftrag gutschrift belastung zahlung zahlungseingang zahlungsausgang
  buchung umbuchung entgelt entgeltabrechnung abrechnung abschluss gebuhr gebuhren zinsen retoure ruckbuchung
  verwendungszweck referenz mandat mandatsreferenz von an am bei und der die das
  carte cb dab gab sdd paiement paiements virement vir virements prelevement prlv prelevements retrait retraits versement depot
  achat achats facture remise cheque cheques recu emis frais commission ann annulation date du de des par sur
  compra compras tarjeta pago pagos transferencia transferencias trf recibo recibos adeudo domiciliacion ingreso
  reintegro cajero retirada efectivo abono cargo comision comisiones con el la los en
  pagamento pagamenti carta bonifico bonifici addebito accredito prelievo prelievi versamento commissioni commissione
  bancomat sdd operazione disposizione pagobancomat canone diretto favore
  betaling betalingen betaalpas betaalautomaat pinbetaling pinnen geldautomaat gea bea overboeking overschrijving
  incasso machtiging periodieke storting opname kosten pas nr naar van het een
  platnosc platnosci karta kartą przelew przelewy wychodzacy przychodzacy zlecenie stale wyplata bankomat wplata
  oplata prowizja zakup transakcja zwrot
  compra pagamento cartao transferencia levantamento multibanco debito credito deposito comissao
  kortkop kortkob kortbetaling kort korttiosto betaling betalning overforing overforsel autogiro innbetaling utbetaling
  varekjop dankort nettgiro avtalegiro uttag insattning gebyr avgift tilisiirto pano otto maksu
`)

/** Taken from the front of a text as long as a name is left behind them. */
export const LEADING_WORDS: ReadonlySet<string> = words(`
  pos purchase payment pymt pmt debit credit checkcard ckcd dbt crd recurring pending preauth auth authorization authorized authorised
  contactless visa mastercard maestro amex transfer trf tfr xfer ach sepa eft wire bacs fps dd ddr bgc bill to from at withdrawal wdl
  deposit online void reversal refund return inst instant on transaction txn
  lastschrift lastschrifteinzug basislastschrift folgelastschrift kartenzahlung kartenumsatz girocard ec karte
  uberweisung ueberweisung dauerauftrag gutschrift bezahlung zahlung zahlungseingang auszahlung von an
  carte cb paiement virement vir prelevement prlv achat ann retrait du
  compra tarjeta pago transferencia recibo adeudo domiciliacion ingreso reintegro en
  pagamento carta bonifico sdd addebito accredito prelievo pos pagobancomat
  betaling betaalpas betaalautomaat pinbetaling incasso overboeking bea gea naar
  platnosc karta przelew zakup transakcja
  cartao levantamento kortkop kortkob kortbetaling betalning overforing overforsel autogiro varekjop dankort
  korttiosto tilisiirto
`)

/** `card` and the like begin names of shops too, so they go only in a phrase of the bank's. */
export const LEADING_PHRASES: readonly (readonly string[])[] = `
debit card purchase
debit card payment
debit card
credit card purchase
card purchase
card payment to
card payment
card transaction
visa debit
visa purchase
visa card
pin purchase
bank card
direct debit to
direct debit
direct deposit
direct dep
dir dep
standing order to
standing order
faster payment to
faster payment from
faster payment
bill payment
bill pay
online payment
web payment
mobile payment
mobile purchase
electronic payment
preauthorized debit
pre authorized
non sterling transaction
apple pay
google pay
paiement par carte
paiement carte
achat cb
achat carte
compra con tarjeta
compra tarjeta
pago con tarjeta
transferencia de
transferencia a favor de
transferencia a
bonifico a favore di
bonifico da
pagamento con carta
carta di credito
platnosc karta
przelew do
przelew od
compra cartao
thank you
your payment to
money to
money from
payment to
payment from
transfer to
transfer from
sent to
received from
bezahlung karte
auszahlung karte
bizum payment to
bizum payment from
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

/** Taken from the end: what was paid for or how often, behind the name. */
export const TRAILING_WORDS: ReadonlySet<string> = words(`
  payment payments pymt pmt paymt purchase autopay billpay recurring monthly payroll dd direct dep
  transfer deposit withdrawal payout online debit credit ach web ppd ccd tel des pos refund visa mastercard membership subscription subscr donation
  zahlung rechnung kartenzahlung lastschrift danke dankt sagt facture abonnement paiement betaling nomina salary
`)

/** From here on it is the bank's own record of the payment; what stands before is the name. */
export const CUT_MARKERS: readonly string[] = [
  ' des:',
  ' indn:',
  ' co id:',
  ' ppd id',
  ' web id',
  ' ccd id',
  ' tel id',
  ' id:',
  ' trace#',
  ' ref:',
  ' ref.',
  ' ref ',
  ' reference ',
  ' mandat',
  ' eref+',
  ' kref+',
  ' mref+',
  ' svwz+',
  ' cred+',
  ' iban',
  ' bic:',
  ' bic ',
  ' end-to-end',
  ' nr:',
  ',pas',
  ' pas ',
  ' value date',
  ' valuta',
  ' card number',
  ' card ending',
  ' card no',
  ' karte ',
  ' auth code',
  ' conf#',
  ' confirmation',
  ' transaction id',
  ' tel.',
  ' on mm/dd',
  '//',
  '\\',
  '|',
]

/** What stands before the other party's name where the bank labels it, by the way the money went. */
export const PARTY_LABELS: Readonly<Record<'in' | 'out', readonly string[]>> = {
  out: ['payee:', 'creditor:', 'beneficiary:', 'empfänger:', 'empfaenger:', 'zahlungsempfänger:', 'bénéficiaire:',
    'beneficiario:', 'begunstigde:', 'odbiorca:', 'naam:', 'payment to:', 'payment to ', 'transfer to ', ' paid to '],
  in: ['payor:', 'payer:', 'debtor:', 'originator:', 'ordering party:', 'auftraggeber:', 'zahlungspflichtiger:',
    "donneur d'ordre:", 'ordenante:', 'ordinante:', 'opdrachtgever:', 'zleceniodawca:', 'nadawca:', 'naam:', 'payment from:',
    'payment from ', 'transfer from '],
}
