// Who paid or was paid: the side of a payment that is not the holder.
import { find, textAt } from './xml.ts'
import type { Element } from './xml.ts'

export type Party = { readonly name: string | null; readonly account: string | null }

type Side = 'Dbtr' | 'Cdtr'

const NOBODY: Party = { name: null, account: null }

/**
 * The counterparty of a movement. Money that came in came from the debtor, money that went out reached the
 * creditor. A return keeps the roles of the payment it takes back, so its sides are turned; and a side whose
 * account is the holder's own is never the counterparty.
 */
export function counterpartyOf(
  detail: Element | null,
  {
    isMoneyIn,
    isReturn,
    ownAccount,
  }: { readonly isMoneyIn: boolean; readonly isReturn: boolean; readonly ownAccount: string | null },
): Party {
  const parties = find(detail, 'RltdPties')
  if (parties === null) return NOBODY
  const expected: Side = isMoneyIn !== isReturn ? 'Dbtr' : 'Cdtr'
  const likely = partyAt(parties, expected)
  const other = partyAt(parties, expected === 'Dbtr' ? 'Cdtr' : 'Dbtr')
  const isOwn = (party: Party) => ownAccount !== null && party.account === ownAccount
  const isForeign = (party: Party) => party.account !== null && !isOwn(party)
  if (isOwn(likely) && !isOwn(other) && other.name !== null) return other
  if (likely.name === null && likely.account === null && isForeign(other)) return other
  return isOwn(likely) && isOwn(other) ? { ...likely, account: null } : likely
}

/** A party's own name, else whom it acts for; since version 8 the name stands one level deeper. */
function partyAt(parties: Element, side: Side): Party {
  const account = find(parties, `${side}Acct`)
  const number = textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id')
  return {
    name: nameOf(find(parties, side)) ?? nameOf(find(parties, `Ultmt${side}`)) ?? textAt(account, 'Nm'),
    account: number?.replace(/\s/g, '') ?? null,
  }
}

const nameOf = (party: Element | null): string | null =>
  textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm')

/** The one party of several payments, or null where they differ or there are none. */
export function commonParty(parties: readonly Party[]): Party | null {
  const [first] = parties
  if (first === undefined || !parties.every(({ name }) => name === first.name)) return null
  return parties.every(({ account }) => account === first.account) ? first : { ...first, account: null }
}
