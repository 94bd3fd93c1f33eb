// How the known profiles are written down.
import type { FileProfile, KnownLayout } from './profile.ts'

/** Facts that a profile states; what is left out, the file has to say. */
type Facts = Partial<Omit<KnownLayout, 'outWord'>> & { readonly delimiter?: string }

/** One profile. `header` is the header line as the bank writes it, with semicolons between the names. */
export function entry(id: string, bank: string, header: string, facts: Facts, source: string): FileProfile {
  const country = id.split('-')[0] ?? ''
  return {
    id,
    bank,
    country: country === 'eu' ? null : country.toUpperCase(),
    source,
    delimiter: facts.delimiter ?? ',',
    columns: header.split(';').map((name) => ({ header: name.trim(), role: null })),
    dateOrder: facts.dateOrder ?? null,
    decimalMark: facts.decimalMark ?? null,
    isSignFlipped: facts.isSignFlipped ?? null,
    outWord: null,
    isFeeDeducted: facts.isFeeDeducted ?? null,
  }
}
