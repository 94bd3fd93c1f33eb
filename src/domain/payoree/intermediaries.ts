// Businesses that pass money on: their mark stands before the name of the one who was paid.
import type { Intermediary } from './payoree.ts'

/**
 * A mark and who uses it. With a star (`SQ *`) the mark may be any length; marks that stand without one are only those
 * that are no name of their own.
 */
const STARRED: ReadonlyMap<string, Intermediary> = new Map(Object.entries({
  sq: 'Square',
  gosq: 'Square',
  square: 'Square',
  tst: 'Toast',
  toast: 'Toast',
  paypal: 'PayPal',
  pp: 'PayPal',
  ppl: 'PayPal',
  pypl: 'PayPal',
  'paypal inst xfer': 'PayPal',
  sumup: 'SumUp',
  smp: 'SumUp',
  zettle: 'Zettle',
  izettle: 'Zettle',
  iz: 'Zettle',
  ztl: 'Zettle',
  klarna: 'Klarna',
  afterpay: 'Afterpay',
  clearpay: 'Clearpay',
  affirm: 'Affirm',
  zip: 'Zip',
  sezzle: 'Sezzle',
  sp: 'Shopify',
  shop: 'Shopify',
  shopify: 'Shopify',
  stripe: 'Stripe',
  st: 'Stripe',
  adyen: 'Adyen',
  mollie: 'Mollie',
  ccv: 'CCV',
  bck: 'Buckaroo',
  payu: 'PayU',
  payone: 'Payone',
  clv: 'Clover',
  clover: 'Clover',
  cke: 'Cake',
  lsp: 'Lightspeed',
  lightspeed: 'Lightspeed',
  wpy: 'WePay',
  wepay: 'WePay',
  fs: 'FastSpring',
  fsprg: 'FastSpring',
  '2co': '2Checkout',
  '2checkout': '2Checkout',
  dri: 'Digital River',
  paddle: 'Paddle',
  'paddle net': 'Paddle',
  gumroad: 'Gumroad',
  'lemsqzy': 'Lemon Squeezy',
  crv: 'Curve',
  curve: 'Curve',
  cko: 'Checkout.com',
  wl: 'Worldline',
  worldline: 'Worldline',
  worldpay: 'Worldpay',
  nyx: 'Nayax',
  nayax: 'Nayax',
  viva: 'Viva Wallet',
  mypos: 'myPOS',
  vipps: 'Vipps',
  mobilepay: 'MobilePay',
  swish: 'Swish',
  twint: 'TWINT',
  bizum: 'Bizum',
  blik: 'BLIK',
  przelewy24: 'Przelewy24',
  p24: 'Przelewy24',
  'apple pay': 'Apple Pay',
  applepay: 'Apple Pay',
  'google pay': 'Google Pay',
  googlepay: 'Google Pay',
  gpay: 'Google Pay',
  mp: 'Mercado Pago',
  mercadopago: 'Mercado Pago',
  py: 'Paya',
  bb: 'Blackbaud',
  eig: 'Clover',
  ls: 'Lightspeed',
  rzp: 'Razorpay',
  razorpay: 'Razorpay',
  ptm: 'Paytm',
  paytm: 'Paytm',
  amazonpay: 'Amazon Pay',
  'amazon pay': 'Amazon Pay',
}))

/** Marks that need no star. `SumUp  Kiosk am Eck`, `Zettle_*Bar`, `PayPal Europe S.a.r.l.` and the like. */
const BARE: ReadonlySet<string> = new Set(
  (
    'sumup zettle izettle ccv klarna afterpay clearpay paypal bizum swish vipps mobilepay twint blik przelewy24 ' +
    'mollie mercadopago razorpay worldpay adyen applepay googlepay gpay'
  ).split(' '),
)

/** Networks between people: the name behind "to" or "from" is the party, else the network itself. */
const BETWEEN_PEOPLE: ReadonlyMap<string, Intermediary> = new Map(Object.entries({
  zelle: 'Zelle',
  venmo: 'Venmo',
  'cash app': 'Cash App',
  'apple cash': 'Apple Cash',
  interac: 'Interac',
  wise: 'Wise',
  transferwise: 'Wise',
  revolut: 'Revolut',
}))

const MARK_WORDS_MAX = 3

/** The one a starred mark stands for, given its folded words. */
export const starredIntermediary = (mark: readonly string[]): Intermediary | null =>
  mark.length > MARK_WORDS_MAX ? null : (STARRED.get(mark.join(' ')) ?? null)

/** The one a leading word stands for where no star follows. */
export const bareIntermediary = (word: string): Intermediary | null =>
  BARE.has(word) ? (STARRED.get(word) ?? null) : null

/** The network that the text begins with, and how many words it takes. */
export function networkBetweenPeople(words: readonly string[]): { name: Intermediary; count: number } | null {
  for (const count of [2, 1]) {
    const name = BETWEEN_PEOPLE.get(words.slice(0, count).join(' '))
    if (name !== undefined && words.length >= count) return { name, count }
  }
  return null
}
