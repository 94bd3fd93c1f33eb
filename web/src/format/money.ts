import type { MoneyView } from '../../../src/api/contract.ts'

/** U+2212: as wide as the plus sign, unlike the hyphen. */
export const MINUS = '−'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: string, currency: string, fractionDigits: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${fractionDigits}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  })
  formats.set(key, made)
  return made
}

/**
 * An amount as a person reads it: `$1,204.50`, `−$1,204.50`, with `isSigned` also `+$1,204.50`. The decimal text goes
 * to Intl as text, so no digit passes through floating point; the server's decimals decide how many are shown.
 */
export function formatMoney(money: MoneyView, locale: string, isSigned = false): string {
  const isNegative = money.minor.startsWith('-') && /[1-9]/.test(money.minor)
  const absolute = money.decimal.replace(/^[-−+]/, '')
  const fraction = absolute.split('.')[1] ?? ''
  const text = formatOf(locale, money.currency, fraction.length).format(absolute as `${number}`)
  if (isNegative) return MINUS + text
  return isSigned && /[1-9]/.test(money.minor) ? `+${text}` : text
}

/** Whether money came in; zero counts as in. */
export function isIn(money: MoneyView): boolean {
  return !money.minor.startsWith('-')
}

/** Adds amounts of one currency at a time: a list with one total per currency, in the order they first appear. */
export function totalsByCurrency(amounts: readonly MoneyView[]): MoneyView[] {
  const totals = new Map<string, { minor: bigint; digits: number }>()
  for (const amount of amounts) {
    const digits = (amount.decimal.split('.')[1] ?? '').length
    const known = totals.get(amount.currency)
    totals.set(amount.currency, { minor: (known?.minor ?? 0n) + BigInt(amount.minor), digits })
  }
  return [...totals].map(([currency, { minor, digits }]) => ({
    currency,
    minor: String(minor),
    decimal: decimalText(minor, digits),
  }))
}

function decimalText(minor: bigint, digits: number): string {
  const sign = minor < 0n ? '-' : ''
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0')
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** The same amount the other way round. */
export function negated(money: MoneyView): MoneyView {
  if (!/[1-9]/.test(money.minor)) return money
  const flip = (text: string) => (text.startsWith('-') ? text.slice(1) : `-${text}`)
  return { ...money, minor: flip(money.minor), decimal: flip(money.decimal) }
}
