import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AccountView } from '../../../src/api/contract.ts'

export const ACCOUNT_KINDS: Record<AccountView['kind'], MessageDescriptor> = {
  checking: msg`Checking`,
  savings: msg`Savings`,
  'credit-card': msg`Credit card`,
  cash: msg`Cash`,
  loan: msg`Loan`,
  investment: msg`Investment`,
  other: msg`Other`,
}

/** An account's name with the last digits of its number, as `Everyday ··0000`. */
export function accountTitle(account: Pick<AccountView, 'name' | 'mask'>): string {
  return account.mask === null ? account.name : `${account.name} ··${account.mask}`
}
