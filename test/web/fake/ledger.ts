// A made-up ledger with a regular pattern, so that pictures of it never change.
import type { AccountView, MoneyView, TransactionView } from '../../../src/api/contract.ts'

/** The moment it is in every fake household. */
export const NOW = new Date('2026-11-22T17:40:00Z')

const DAY_MS = 86_400_000

export function money(minor: number, currency: string): MoneyView {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  const decimal = `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  return { minor: String(minor), currency, decimal }
}

export function dayBefore(days: number): string {
  return new Date(NOW.getTime() - days * DAY_MS).toISOString().slice(0, 10)
}

export function minutesAgo(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000).toISOString()
}

const PAYOREES = [
  { payoree: 'Blue Kettle Coffee', category: 'Eating out', minor: -475, description: 'BLUE KETTLE #114 PORTLAND OR' },
  { payoree: 'Green Basket Market', category: 'Groceries', minor: -8316, description: 'GREEN BASKET MKT 00412' },
  { payoree: 'Northside Pharmacy', category: 'Health', minor: -1495, description: 'NORTHSIDE PHARM 8831' },
  { payoree: 'Acme Payroll', category: 'Income', minor: 311_569, description: 'ACME CORP DIR DEP PPD ID 9912' },
  { payoree: 'Maple Court Apartments', category: 'Rent', minor: -142_000, description: 'MAPLE COURT APTS WEB PMT' },
  { payoree: null, category: null, minor: -6213, description: 'POS DEBIT 4410 SQ *HANDMADE MARKET FAIR BOOTH 22 PORTL' },
  { payoree: 'City Transit', category: 'Transport', minor: -275, description: 'CITY TRANSIT TAP 0093' },
  { payoree: 'Lantern Streaming', category: 'Entertainment', minor: -1399, description: 'LANTERN.TV 888-555-0100' },
  { payoree: 'Harbor Electric', category: 'Utilities', minor: -9644, description: 'HARBOR ELECTRIC BILLPAY' },
  { payoree: 'The Long Table', category: 'Eating out', minor: -4180, description: 'THE LONG TABLE REST 02' },
] as const

/** Rows for the open accounts, newest first: three a day, the first two pending, one of them to review. */
export function makeTransactions(accounts: AccountView[], count: number): TransactionView[] {
  const open = accounts.filter((account) => !account.isClosed)
  return Array.from({ length: count }, (_, index) => {
    const account = open[index % open.length]
    const pattern = PAYOREES[(index * 7) % PAYOREES.length]
    if (account === undefined || pattern === undefined) throw new Error('the fake household has no accounts')
    const on = dayBefore(Math.floor(index / 3))
    const isPending = index < 2
    return {
      id: `txn_${String(index).padStart(6, '0')}`,
      accountId: account.id,
      status: isPending ? 'pending' : 'posted',
      amount: money(pattern.minor - (index % 13) * 11, account.currency),
      on,
      postedOn: isPending ? null : on,
      transactionOn: on,
      payoree: pattern.payoree,
      category: pattern.category,
      note: null,
      description: pattern.description,
      isRemoved: index === 6,
      isHidden: false,
      isEdited: index === 3,
      categoryId: null,
      tags: [],
      isTransfer: false,
      openReviews: index === 4 ? 1 : 0,
    }
  })
}
