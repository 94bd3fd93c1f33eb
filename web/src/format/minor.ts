/** How many decimals a currency's amounts have. */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** `12.5` in a currency of two decimals is `1250`; null where the text is no amount of it. A comma is a point. */
export function minorOf(typed: string, currency: string): string | null {
  const match = /^(\d{1,15})(?:[.,](\d*))?$/.exec(typed.trim())
  const [whole, fraction] = [match?.[1], match?.[2] ?? '']
  const decimals = decimalsOf(currency)
  if (whole === undefined || fraction.length > decimals) return null
  return (whole + fraction.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '')
}

/** `1250` in a currency of two decimals is `12.50`. */
export function decimalOf(minor: string, currency: string): string {
  const decimals = decimalsOf(currency)
  if (minor === '' || decimals === 0) return minor
  const digits = minor.padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
