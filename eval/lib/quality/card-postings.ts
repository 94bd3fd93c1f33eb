// Real card postings, of which some repeat exactly and are genuine: what goes in must come out, once.
//
// Each card is an account of its own, as a card is at its bank: its postings are one export of it. (As one account the
// cards' equal purchases of one day would look like more repetition than any real account has.)
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { CurrencyCode } from '../../../src/domain/currency.ts'
import type { AccountId } from '../../../src/domain/ids.ts'
import { withTransaction } from '../../../src/storage/database.ts'
import type { DatabaseAccess } from '../../../src/storage/postgres/access.ts'
import { csvLine, decimal, importCsv, makeAccount, withPerson } from './household.ts'
import type { Person } from './household.ts'

const GBP = 'GBP' as CurrencyCode

/** One posting; `minor` is signed from the holder's side, so a purchase is negative. */
export type CardPosting = {
  readonly on: string
  readonly card: string
  readonly description: string
  readonly minor: bigint
}

/** Reads the compressed table; its amounts are positive for purchases. */
export function readCardPostings(path: string): readonly CardPosting[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n')
  const names = header.split('\t')
  const column = (name: string) => names.indexOf(name)
  const [on, card, description, amount] = ['date', 'card', 'merchant_raw', 'amount'].map(column)
  return lines.map((line) => {
    const cells = line.split('\t')
    const cell = (index: number | undefined) => cells[index ?? -1] ?? ''
    return { on: cell(on), card: cell(card), description: cell(description), minor: -minorOf(cell(amount)) }
  })
}

function minorOf(text: string): bigint {
  const [, sign = '', whole = '', places = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? []
  if (whole === '') throw new RangeError(`"${text}" is no amount`)
  const size = BigInt(whole + places.padEnd(2, '0'))
  return sign === '-' ? -size : size
}

export type CardFigures = {
  readonly postings: number
  readonly cards: number
  /** Postings that equal another of their card in day, text and amount. */
  readonly repeats: number
  /** Cards whose number or sum of transactions differs from the file's after the first import. */
  readonly cardsOff: number
  readonly lost: number
  readonly firstAdded: number
  readonly secondAdded: number
  readonly secondUpdated: number
  /** Cards that differ after the second import. */
  readonly cardsOffAgain: number
  readonly reviews: number
  readonly firstMs: number
  readonly secondMs: number
  readonly rowsPerS: number
}

/** Imports every card's postings, twice, and compares with what the files hold. */
export async function measureCardPostings(
  access: DatabaseAccess,
  postings: readonly CardPosting[],
): Promise<CardFigures> {
  const cards = Map.groupBy(postings, ({ card }) => card)
  return withPerson(access, async (person) => {
    const accounts = new Map<string, AccountId>()
    for (const card of cards.keys()) {
      accounts.set(card, await makeAccount(person, { name: card, currency: GBP, kind: 'credit-card' }))
    }
    const first = await importAll(person, accounts, cards)
    const afterFirst = await differences(person, cards)
    const second = await importAll(person, accounts, cards)
    const afterSecond = await differences(person, cards)
    return {
      postings: postings.length,
      cards: cards.size,
      repeats: postings.length - new Set(postings.map(contentOf)).size,
      cardsOff: afterFirst.cardsOff,
      lost: postings.length - afterFirst.rows,
      firstAdded: first.added,
      secondAdded: second.added,
      secondUpdated: second.updated,
      cardsOffAgain: afterSecond.cardsOff,
      reviews: first.reviews + second.reviews,
      firstMs: Math.round(first.ms),
      secondMs: Math.round(second.ms),
      rowsPerS: Math.round(postings.length / (first.ms / 1000)),
    }
  })
}

const contentOf = ({ on, card, description, minor }: CardPosting): string => `${card} ${on} ${minor} ${description}`

type Cards = ReadonlyMap<string, readonly CardPosting[]>

async function importAll(person: Person, accounts: ReadonlyMap<string, AccountId>, cards: Cards) {
  const begin = performance.now()
  let [added, updated, reviews] = [0, 0, 0]
  for (const [card, postings] of cards) {
    const accountId = accounts.get(card)
    if (accountId === undefined) throw new Error(`the card ${card} has no account`)
    const counts = await importCsv(person, { accountId, currency: GBP }, csvOf(postings))
    added += counts.added
    updated += counts.updated
    reviews += counts.reviews
  }
  return { added, updated, reviews, ms: performance.now() - begin }
}

const csvOf = (postings: readonly CardPosting[]): string =>
  csvLine(['Date', 'Description', 'Amount']) +
  postings.map(({ on, description, minor }) => csvLine([on, description, decimal(minor)])).join('')

async function differences({ pools, token }: Person, cards: Cards) {
  const rows = await withTransaction(pools.appDb, token, async (tx) => {
    const found = await sql<{ card: string; count: bigint; sum: bigint }>`
      select a.name as card, count(t.id) as count, coalesce(sum(t.amount_minor), 0)::bigint as sum
      from account a left join transaction t on t.owner_id = a.owner_id and t.account_id = a.id and not t.is_removed
      group by a.name`.execute(tx)
    return found.rows
  })
  const off = rows.filter(({ card, count, sum }) => {
    const postings = cards.get(card) ?? []
    return count !== BigInt(postings.length) || sum !== postings.reduce((total, { minor }) => total + minor, 0n)
  })
  return { cardsOff: off.length, rows: Number(rows.reduce((total, { count }) => total + count, 0n)) }
}
