// ISO 4217 currencies and how many decimals each one's minor unit has. Facts from the ISO 4217 lists of active and of
// withdrawn currencies.

declare const currencyBrand: unique symbol

/** An upper-case ISO 4217 alphabetic code whose exponent is known here. */
export type CurrencyCode = string & { readonly [currencyBrand]: true }

const TWO_DECIMALS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP ' +
  'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
  'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN ' +
  'MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE ' +
  'SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ' +
  'ZMW ZWG ANG HRK SLL ZWL BOV CHE CHW COU MXV USN'
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'
const FOUR_DECIMALS = 'CLF UYW'

/** Old statements are in them. Those whose decimals changed in their time, or differ between sources, are left out. */
const WITHDRAWN_TWO_DECIMALS = 'ATS CYP DEM EEK FIM FRF IEP LTL LVL MTL NLG SIT SKK'
const WITHDRAWN_NO_DECIMALS = 'ESP ITL'

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  (
    [
      [TWO_DECIMALS, 2],
      [NO_DECIMALS, 0],
      [THREE_DECIMALS, 3],
      [FOUR_DECIMALS, 4],
      [WITHDRAWN_TWO_DECIMALS, 2],
      [WITHDRAWN_NO_DECIMALS, 0],
    ] as const
  ).flatMap(([codes, exponent]) => codes.split(' ').map((code) => [code, exponent] as const)),
)

/** The code as a currency, or null where ISO 4217 has no such code. Never guesses. */
export function parseCurrency(text: string): CurrencyCode | null {
  const code = text.trim().toUpperCase()
  return isCurrency(code) ? code : null
}

/** Whether the text is exactly a known ISO 4217 code. */
export function isCurrency(text: string): text is CurrencyCode {
  return EXPONENTS.has(text)
}

/** Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: CurrencyCode): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent === undefined) throw new RangeError(`no exponent is known for currency ${currency}`)
  return exponent
}
