// Which account of the World a source's account is. Every provider shows the last digits, and a World's
// differ.
import type { SourceAccount } from '../../domain/account.ts'
import type { World } from '../world/world.ts'

/** The World's account keys by the source's account ids. */
export function accountKeys(accounts: readonly SourceAccount[], world: World): ReadonlyMap<string, string> {
  return new Map(
    accounts.flatMap(({ sourceId, mask }) => {
      const account = world.accounts.find((known) => known.mask === mask)
      return account === undefined ? [] : [[sourceId, account.key] as const]
    }),
  )
}
