import { parseCurrency } from '../domain/currency.ts'
import type { CurrencyCode } from '../domain/currency.ts'
import type { AccountId } from '../domain/ids.ts'
import { showId } from '../domain/ids.ts'
import { foldCase } from '../domain/rules/fold-case.ts'
import type { FileReading } from '../providers/file/file-reading.ts'
import { readAccountsForFiles } from '../storage/file-accounts.ts'
import type { AccountForFiles } from '../storage/file-accounts.ts'
import { readFileNames } from '../storage/file-names.ts'
import { readFileRow } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { FileContext } from './file-context.ts'
import { accountAnswer, namesInFile, programOf } from './file-names.ts'
import { invalid, notFound } from './refusal.ts'
import { wantId } from './views/show.ts'

/** `currency` is looked for too, beside those of the accounts that are there. */
export type FileAccountsWish = {
  readonly answers: Readonly<Record<string, string>>
  readonly currency: string | null
}

/** Where a person has no account yet and names no currency. */
const CURRENCY_AT_FIRST = 'EUR'
/** A file is read once for each: more than a traveller has. */
const CURRENCIES_MAX = 12

/**
 * The accounts that a file names, and which of the person's each is: as they said before, else the one of that name. A
 * file of one account that it doesn't name has one with an empty name. Nothing is imported.
 */
export async function listFileAccounts(context: FileContext, shownId: string, wish: FileAccountsWish) {
  const fileId = wantId('file', shownId, 'file')
  const { ownerId } = context
  const { file, accounts } = await asOwner(context, async (tx) => ({
    file: await readFileRow(tx, context, ownerId, fileId),
    accounts: await readAccountsForFiles(tx, ownerId, ''),
  }))
  if (file === null) throw notFound('file')
  const currencies = currenciesOf(accounts, wish.currency)
  const readings = currencies.map((currency) => {
    return { currency, reading: context.readFile(file, { currency, layout: null, answers: wish.answers }) }
  })
  const named = readings.flatMap(({ currency, reading }) => namesInFile(reading).map((name) => ({ name, currency })))
  if (named.length === 0) return unnamed(readings.map(({ reading }) => reading))
  const program = readings.map(({ reading }) => programOf(reading)).find((name) => name !== null) ?? null
  const known = program === null ? new Map() : await asOwner(context, (tx) => readFileNames(tx, ownerId, program))
  return {
    kind: 'accounts' as const,
    text: null,
    questions: [],
    program,
    accounts: [...Map.groupBy(named, ({ name }) => name)].map(([name, group]) => ({
      name,
      answers: accountAnswer(name),
      currencies: group.map(({ currency }) => currency as string),
      ...guess(name, group.map(({ currency }) => currency), accounts, known),
    })),
  }
}

function currenciesOf(accounts: readonly AccountForFiles[], wished: string | null): readonly CurrencyCode[] {
  const named = wished === null ? null : parseCurrency(wished)
  if (wished !== null && named === null) throw invalid('/currency', `${wished} is not a currency that is in use.`)
  const all = [...(named === null ? [] : [named]), ...accounts.map(({ currency }) => currency)]
  const first = parseCurrency(CURRENCY_AT_FIRST)
  return [...new Set(all.length > 0 || first === null ? all : [first])].slice(0, CURRENCIES_MAX)
}

function unnamed(readings: readonly FileReading[]) {
  const nothing = { program: null, accounts: [] }
  const asking = readings.find((reading) => reading.kind === 'asks')
  if (asking !== undefined) {
    const questions = asking.questions.map((each) => ({ ...each, choices: each.choices.map((choice) => ({ ...choice })) }))
    return { kind: 'asks' as const, text: null, questions, ...nothing }
  }
  const [first] = readings
  const hint = first?.kind === 'refused' && first.code === 'other-currency' ? ' Name the currency of its accounts.' : ''
  const text = first?.kind === 'refused' ? first.text + hint : ''
  return { kind: 'refused' as const, text, questions: [], ...nothing }
}

function guess(
  name: string,
  currencies: readonly CurrencyCode[],
  accounts: readonly AccountForFiles[],
  known: ReadonlyMap<string, AccountId>,
): { readonly accountId: string | null; readonly by: 'told' | 'name' | null } {
  const told = known.get(name)
  if (told !== undefined) return { accountId: showId('account', told), by: 'told' }
  const titles = (account: AccountForFiles) => [account.name, `${account.name} ${account.currency}`].map(foldCase)
  const alike = accounts.filter((each) => currencies.includes(each.currency) && titles(each).includes(foldCase(name)))
  const [only, ...others] = alike
  if (only === undefined || others.length > 0) return { accountId: null, by: null }
  return { accountId: showId('account', only.accountId), by: 'name' }
}
