// Layouts going out to other people and coming in from them. What goes out holds nothing of an account; what comes in is
// a stranger's, so it is taken only if every part of it makes sense.
import type { ColumnRole, CsvLayout, LayoutRead, LayoutSharing, SharedAbout } from '../../file-reading.ts'
import { normalizeWords } from '../../words.ts'
import { headerFingerprint } from '../layout.ts'
import { DELIMITERS } from '../tokens.ts'
import { layoutToProfile, parseProfile, profileToLayout } from './profile.ts'

export const layoutSharing: LayoutSharing = { toShared, fromShared }

const SOURCE = "learned from a person's file and shared by them"

/** So many digits are a number of an account or a card, and no name of a column. */
const NUMBER_LIKE = /(?:\d[\s-]?){6,}/

function toShared(layout: CsvLayout, about: SharedAbout): ReturnType<LayoutSharing['toShared']> {
  const telling = [...layout.columns.map(({ header }) => header), layout.outWord ?? ''].find((text) => NUMBER_LIKE.test(text))
  if (telling !== undefined) return refused(`"${telling}" looks like the number of an account, so this layout is not given away`)
  const profile = layoutToProfile(layout, { ...about, id: idOf(about), source: SOURCE })
  return profile === null
    ? refused('its files have no names of columns, so nothing would tell them from those of another bank')
    : { ok: true, shared: profile }
}

/** `ie-some-bank`; a name without Latin letters has only its country, or `shared`. */
function idOf({ bank, country }: SharedAbout): string {
  const words = normalizeWords(bank).replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return [country?.toLowerCase(), words].filter((part) => part !== undefined && part !== '').join('-') || 'shared'
}

function fromShared(json: unknown): LayoutRead {
  const parsed = parseProfile(json)
  if (!parsed.ok) return refused(parsed.reason)
  const { profile } = parsed
  if (!DELIMITERS.some((known) => known === profile.delimiter)) return refused('"delimiter" is none that separates columns')
  const layout = profileToLayout(profile)
  if (layout === null) return refused('it leaves open what only a file can tell, such as the role of a column')
  const fault = faultOf(layout.columns.map(({ role }) => role))
  if (fault !== null) return refused(fault)
  const fingerprint = headerFingerprint(
    layout.delimiter,
    layout.columns.map(({ header }) => header),
  )
  return { ok: true, layout, fingerprint, about: { bank: profile.bank, country: profile.country } }
}

const refused = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason })

/** Roles that one column alone can have. */
const SINGLE: readonly ColumnRole[] = ['postedOn', 'transactionOn', 'amount', 'debit', 'credit', 'direction', 'balance', 'sourceId']

/** What is wrong with the roles as a whole, or null. */
function faultOf(roles: readonly ColumnRole[]): string | null {
  const twice = SINGLE.find((role) => roles.filter((each) => each === role).length > 1)
  if (twice !== undefined) return `two of its columns have the role "${twice}"`
  if (!roles.includes('postedOn')) return 'no column of it has the role "postedOn"'
  const hasPair = roles.includes('debit') && roles.includes('credit')
  if (!roles.includes('amount') && !hasPair) return 'no column of it has the role "amount", nor do two have "debit" and "credit"'
  return null
}
