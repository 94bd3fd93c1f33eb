// Rows of European banks as an aggregator passes them on, with the payee that another project's tests expect of each.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brandList } from '../../../src/storage/brand-list.ts'
import { foldText } from '../../../src/domain/payoree/fold.ts'
import { resolvePayoree } from '../../../src/domain/payoree/resolve.ts'

type Fields = { readonly [name: string]: unknown }

type BankFile = {
  readonly bank: string
  readonly cases: readonly {
    readonly test: string
    readonly function: string
    readonly input?: Fields
    readonly expect: readonly { readonly field: string; readonly matcher: string; readonly value: unknown }[]
  }[]
}

export type PayeeCase = {
  readonly bank: string
  readonly expected: string
  /** The payoree, or the bank's text where that names nobody: what a person sees. */
  readonly shown: string
  /** Equal without regard to case, accents and spacing. */
  readonly isEqual: boolean
  /** One contains the other. */
  readonly isAlike: boolean
}

/** Every case that asserts a payee's very name, of all files of the folder. */
export function measureBankPayees(folder: string): readonly PayeeCase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const knowledge = { aliases: new Map(), ownNames: [], bankNames: [], brands: brandList() }
  return files.toSorted().flatMap((name) => {
    const { bank, cases } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as BankFile
    return cases.flatMap(({ input, expect }): PayeeCase[] => {
      const expected = expect.find(({ field, value }) => field === 'payeeName' && typeof value === 'string')?.value
      if (input === undefined || typeof expected !== 'string') return []
      const movement = payoreeInput(input)
      const shown = resolvePayoree(movement, knowledge)?.name ?? movement.description
      const [left, right] = [foldText(expected), foldText(shown)]
      const isAlike = left !== '' && right !== '' && (left.includes(right) || right.includes(left))
      return [{ bank, expected, shown, isEqual: left === right, isAlike }]
    })
  })
}

/** The other party's name and the text as a client of this interface would take them from the row. */
function payoreeInput(row: Fields) {
  const amount = row['transactionAmount'] as { readonly amount?: string } | undefined
  const direction = amount?.amount !== undefined && !amount.amount.startsWith('-') ? 'in' : 'out'
  const [own, other] = direction === 'in' ? ['debtor', 'creditor'] : ['creditor', 'debtor']
  // The ultimate party is who it is for; the other one only holds the account.
  const parties = [`ultimate${own === 'debtor' ? 'Debtor' : 'Creditor'}`, `${own}Name`, `${other}Name`]
  const text = (name: string) => (typeof row[name] === 'string' ? row[name].trim() : '')
  const list = (name: string) => (Array.isArray(row[name]) ? row[name].filter((part) => typeof part === 'string') : [])
  const words = [
    text('remittanceInformationUnstructured'),
    list('remittanceInformationUnstructuredArray').join(' '),
    text('remittanceInformationStructured'),
    list('remittanceInformationStructuredArray').join(' '),
    text('additionalInformation'),
  ]
  return {
    direction: direction as 'in' | 'out',
    counterpartyName: parties.map(text).find((name) => name !== '') ?? null,
    description: words.find((each) => each !== '') ?? '',
  }
}
