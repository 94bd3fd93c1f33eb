// Short words for writing Worlds by hand. Ids, texts and dates that a story does not care about follow from
// the movement's name, so that a story shows only what it is about.
import type { CalendarDate } from '../../domain/calendar.ts'
import { parseCalendarDate } from '../../domain/calendar.ts'
import { parseCurrency } from '../../domain/currency.ts'
import { parseDecimal } from '../../domain/money.ts'
import { inOrderOfTime } from './world.ts'
import type { Happening, Statement, World, WorldAccount } from './world.ts'

/** The day of a literal. A story with a day that does not exist is our own mistake, so it throws. */
export function day(text: string): CalendarDate {
  const parsed = parseCalendarDate(text)
  if (parsed === null) throw new RangeError(`"${text}" is not a day`)
  return parsed
}

type AccountWords = Partial<Omit<WorldAccount, 'key' | 'currency' | 'opensOn'>> & {
  readonly opensOn?: string
}

/** An account that is there from the start, with ids and a mask that follow from its key. */
export function account(key: string, currencyCode = 'USD', words: AccountWords = {}): WorldAccount {
  const currency = parseCurrency(currencyCode)
  if (currency === null) throw new RangeError(`"${currencyCode}" is not a currency`)
  const { opensOn, ...given } = words
  return {
    key,
    bankId: `account-${key}`,
    name: `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
    kind: 'checking',
    mask: maskOf(key),
    persistentId: `persistent-${key}`,
    openingMinor: 0n,
    ...given,
    currency,
    opensOn: opensOn === undefined ? null : day(opensOn),
  }
}

/** Four digits that follow from the key, so that two accounts of a story do not share them by accident. */
function maskOf(key: string): string {
  let digest = 7
  for (const character of key) digest = (digest * 31 + character.charCodeAt(0)) % 10_000
  return String(digest).padStart(4, '0')
}

type StatementWords = Partial<Omit<Statement, 'status' | 'amountMinor' | 'postedOn' | 'transactionOn'>> & {
  readonly postedOn?: string
  readonly transactionOn?: string
}

/**
 * The bank states a movement as booked. `amount` is decimal text from the holder's side: `-4.50` is money
 * out.
 */
export function posted(
  on: string,
  account: WorldAccount,
  movement: string,
  amount: string,
  words: StatementWords = {},
): Happening {
  return stated(on, account, movement, amount, 'posted', { bankId: movement, postedOn: on, ...words })
}

/** The bank states a movement as pending, under an id of its own unless one is given. */
export function pending(
  on: string,
  account: WorldAccount,
  movement: string,
  amount: string,
  words: StatementWords = {},
): Happening {
  return stated(on, account, movement, amount, 'pending', { bankId: `${movement}-pending`, ...words })
}

function stated(
  on: string,
  account: WorldAccount,
  movement: string,
  amount: string,
  status: Statement['status'],
  words: StatementWords & { readonly bankId: string },
): Happening {
  const parsed = parseDecimal(amount, account.currency)
  if (!parsed.ok) throw new RangeError(parsed.reason)
  const { postedOn, transactionOn, ...given } = words
  const statement: Statement = {
    description: movement.replaceAll('-', ' ').toUpperCase(),
    counterpartyName: null,
    category: null,
    supersedes: null,
    ...given,
    status,
    amountMinor: parsed.value.minor,
    postedOn: postedOn === undefined ? null : day(postedOn),
    transactionOn: day(transactionOn ?? postedOn ?? on),
  }
  return { on: day(on), kind: 'state', account: account.key, movement, statement }
}

/** The bank takes back the pending statement of a movement because its posted form came. */
export const replaced = (on: string, account: WorldAccount, movement: string): Happening => ({
  on: day(on),
  kind: 'withdraw',
  account: account.key,
  movement,
  bankId: `${movement}-pending`,
  why: 'replaced',
})

/** The bank takes back a movement that never was. */
export const cancelled = (
  on: string,
  account: WorldAccount,
  movement: string,
  bankId = movement,
): Happening => ({
  on: day(on),
  kind: 'withdraw',
  account: account.key,
  movement,
  bankId,
  why: 'cancelled',
})

type Ingredients = {
  readonly key: string
  readonly startsOn: string
  readonly accounts: readonly WorldAccount[]
  readonly happenings: readonly Happening[]
  readonly institution?: World['institution']
}

/**
 * A World of these happenings, put in order of time; happenings of one day keep the order they are given in.
 */
export function world({ key, startsOn, accounts, happenings, institution }: Ingredients): World {
  const keys = new Set(accounts.map((known) => known.key))
  for (const happening of happenings) {
    if ('account' in happening && !keys.has(happening.account)) {
      throw new RangeError(`the World ${key} has no account ${happening.account}`)
    }
  }
  return {
    key,
    institution: institution ?? { id: `bank-${key}`, name: 'Story Bank', country: 'US' },
    accounts,
    happenings: inOrderOfTime(happenings),
    startsOn: day(startsOn),
  }
}
