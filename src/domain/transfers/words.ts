// What a bank's text says about money that stays with its owner.
import type { AccountKind } from '../account.ts'
import { nameWords, normaliseText } from '../reconcile/text.ts'

/** Words that say it outright. */
const OWN_TRANSFER = phrases(
  'internal transfer, own transfer, own account, own accounts, between accounts, between own accounts, account to account, ' +
    'inter account, transfer to self, self transfer, funds transfer own, sweep, umbuchung, eigenuebertrag, eigenübertrag, ' +
    'eigenes konto, eigene konten, uebertrag, übertrag, kontouebertrag, kontoübertrag, virement interne, virement compte a compte, ' +
    'virement de compte a compte, entre comptes, traspaso, traspaso interno, entre cuentas, giroconto, girofondi, tra conti, ' +
    'eigen rekening, tussen eigen rekeningen, przelew wlasny, przelew własny, przelew wewnetrzny, przelew wewnętrzny, ' +
    'transferencia entre contas, conta propria, conta própria, egen overforing, egen overføring, mellom egne kontoer, ' +
    'mellan egna konton, egen överföring, oma tilisiirto, omien tilien valinen, omien tilien välinen',
)

/** Words for any transfer: to another person as well. */
const TRANSFER = phrases(
  'transfer, transfers, xfer, trf, tfr, trnsfr, transfr, online transfer, wire, standing order, ueberweisung, überweisung, ' +
    'gutschrift, dauerauftrag, virement, vir, transferencia, bonifico, overboeking, overschrijving, przelew, transferência, ' +
    'overforing, overføring, överföring, tilisiirto, faster payment, fps, sepa credit transfer, deposit, withdrawal, ' +
    'einzahlung, auszahlung, topup, top up, aufladung, payout',
)

/** What a card or a loan calls the money that pays it. */
const PAID_OFF = phrases(
  'payment thank you, payment received, payment, autopay, auto pay, automatic payment, payment reversal, epayment, zahlung, ' +
    'zahlung erhalten, zahlungseingang, ausgleich, paiement, paiement recu, pago, pago recibido, pagamento, betaling, ' +
    'ontvangen betaling, splata, spłata, wplata, wpłata, direct debit, lastschrift, thank you',
)

/** How banks call an account of a kind in the text of the other one. */
const KIND_WORDS: Readonly<Partial<Record<AccountKind, ReadonlySet<string>>>> = {
  savings: phrases(
    'savings, saving, sav, isa, sparkonto, sparen, sparbuch, tagesgeld, tagesgeldkonto, festgeld, rucklage, rücklage, ' +
      'epargne, épargne, livret, livret a, ldds, ahorro, ahorros, risparmio, spaarrekening, sparen, oszczednosci, oszczędności, ' +
      'oszczednosciowe, oszczędnościowe, poupanca, poupança, sparekonto, sparkonto, saastotili, säästötili, money market',
  ),
  checking: phrases(
    'checking, chk, chkg, chequing, current account, main account, girokonto, giro, kontokorrent, compte courant, ' +
      'compte cheques, compte chèques, cuenta corriente, conto corrente, betaalrekening, rekening courant, ' +
      'rachunek biezacy, rachunek bieżący, conta corrente, lonnskonto, lønnskonto, lonekonto, lönekonto, kayttotili, käyttötili',
  ),
  'credit-card': phrases(
    'credit card, creditcard, credit crd, crd, card payment, cardmember, cardmember serv, card services, cc payment, ' +
      'amex, american express, barclaycard, kreditkarte, kreditkartenabrechnung, carte de credit, ' +
      'carte de crédit, tarjeta de credito, tarjeta de crédito, carta di credito, karta kredytowa, cartao de credito, kredittkort, kreditkort',
  ),
  loan: phrases(
    'loan, mortgage, mtg, lending, kredit, darlehen, baufinanzierung, prêt, emprunt, prestamo, préstamo, hipoteca, ' +
      'mutuo, lening, hypotheek, kredyt, pozyczka, pożyczka, emprestimo, empréstimo, lån, laina',
  ),
  investment: phrases(
    'brokerage, broker, investment, investments, invest, securities, wertpapierdepot, wertpapier, wertpapiere, compte titres, ' +
      'inversion, inversión, investimenti, titoli, beleggen, beleggingsrekening, ira, 401k, roth ira',
  ),
  cash: phrases('cash, atm, bargeld, especes, espèces, efectivo, contanti, contant, gotowka, gotówka'),
}

/** The ordinary trimmings of a transfer's text: they name nobody. */
const TRIMMINGS = phrases(
  'to, from, account, acct, acc, konto, compte, cuenta, conto, rekening, rachunek, conta, xxxx, ending, my, mein, mon, mi, own, ' +
    'ref, reference, confirmation, conf, scheduled, instant, mobile, banking, bank, internet, app, money, funds, out, into, for, ' +
    'sepa, an, auf, vers, vom, zum, received, sent, incoming, outgoing, monthly, regular, internal, eigen, thank, you, thankyou, ' +
    'auto, automatic, electronic, ach, echeck, ppd, recurring, credit, debit',
)

function phrases(list: string): ReadonlySet<string> {
  return new Set(list.split(', ').map(normaliseText))
}

type Meaning = { readonly own?: true; readonly transfer?: true; readonly paidOff?: true; readonly kinds?: readonly AccountKind[] }

/** All phrases in one place: a text is looked up word by word for each leg of each span. */
const LEXICON: ReadonlyMap<string, Meaning> = lexicon()

function lexicon(): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>()
  const add = (list: ReadonlySet<string>, meaning: Meaning): void => {
    for (const phrase of list) meanings.set(phrase, { ...meanings.get(phrase), ...meaning })
  }
  add(TRIMMINGS, {})
  add(OWN_TRANSFER, { own: true })
  add(TRANSFER, { transfer: true })
  add(PAID_OFF, { paidOff: true })
  for (const kind of Object.keys(KIND_WORDS) as AccountKind[]) {
    for (const phrase of KIND_WORDS[kind] ?? []) {
      const known = meanings.get(phrase)
      meanings.set(phrase, { ...known, kinds: [...(known?.kinds ?? []), kind] })
    }
  }
  return meanings
}

/** What a text says, before it is known which account the other side would be. */
export type Reading = {
  readonly saysOwnTransfer: boolean
  readonly saysTransfer: boolean
  readonly saysPaidOff: boolean
  /** Kinds of account that it names. */
  readonly kinds: ReadonlySet<AccountKind>
  /** The words that are left once all that is said by the above is taken away: they name somebody or something. */
  readonly rest: readonly string[]
}

/** Phrases of up to so many words are looked up. */
const PHRASE_WORDS_MAX = 4
/** Bank texts are short; what comes after is reference. */
const WORDS_MAX = 40

/** Reads one text. What is not found in any of the lists is left in `rest`. */
export function readText(text: string): Reading {
  const words = normaliseText(text).split(' ').slice(0, WORDS_MAX)
  const kinds = new Set<AccountKind>()
  const explained = new Set<string>()
  let [saysOwnTransfer, saysTransfer, saysPaidOff] = [false, false, false]
  for (let from = 0; from < words.length; from += 1) {
    let phrase = ''
    for (let to = from; to < words.length && to < from + PHRASE_WORDS_MAX; to += 1) {
      phrase = phrase === '' ? (words[to] ?? '') : `${phrase} ${words[to]}`
      const meaning = LEXICON.get(phrase)
      if (meaning === undefined) continue
      saysOwnTransfer ||= meaning.own === true
      saysTransfer ||= meaning.transfer === true
      saysPaidOff ||= meaning.paidOff === true
      for (const kind of meaning.kinds ?? []) kinds.add(kind)
      for (const word of words.slice(from, to + 1)) explained.add(word)
    }
  }
  const rest = nameWords(text).filter((word) => !explained.has(word))
  return { saysOwnTransfer, saysTransfer, saysPaidOff, kinds, rest }
}

/** Digits of account numbers as texts cut them short: `XXXX9656`, `...1234`, `ending in 1234`, `*1234`. */
const CUT_NUMBER = /(?:[x*•.…]{1,12}|\bending(?:\s+in)?\s+|\ba\/?c(?:count)?\.?\s*(?:no\.?)?\s*|\bkonto\s+)[- ]?(\d{3,6})\b/giu
const NUMBERS_MAX = 4

/** The ends of account numbers that the text names. */
export const cutNumbers = (text: string): readonly string[] =>
  [...text.matchAll(CUT_NUMBER)].slice(0, NUMBERS_MAX).flatMap(([, digits]) => digits ?? [])
