/** A file's size: "840 byte", "3.4 kB", "12 MB". */
export function formatSize(bytes: number, locale: string): string {
  if (bytes < 1000) return unit(bytes, 'byte', locale)
  if (bytes < 1_000_000) return unit(bytes / 1000, 'kilobyte', locale)
  return unit(bytes / 1_000_000, 'megabyte', locale)
}

function unit(value: number, name: 'byte' | 'kilobyte' | 'megabyte', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumSignificantDigits: 3 }).format(value)
}
