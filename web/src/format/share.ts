/** A share from 0 to 1 in whole percent: "62%". What is not quite all or nothing never reads as such. */
export function formatShare(share: number, locale: string): string {
  const whole = Math.round(share * 100) / 100
  const shown = share < 1 && whole === 1 ? 0.99 : share > 0 && whole === 0 ? 0.01 : whole
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(shown)
}
