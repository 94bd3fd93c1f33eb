import { showId } from '../../domain/ids.ts'
import type { AccountRow } from '../../storage/read/accounts.ts'
import { showAt, showMinor } from './show.ts'

/** An account as it is shown. */
export function accountView(row: AccountRow) {
  return {
    id: showId('account', row.id),
    name: row.name,
    kind: row.kind,
    currency: row.currency as string,
    mask: row.mask,
    isClosed: row.isClosed,
    balance:
      row.balanceKind === null || row.balanceMinor === null || row.balanceAt === null
        ? null
        : {
            kind: row.balanceKind,
            amount: showMinor(row.balanceMinor, row.currency),
            asOf: showAt(row.balanceAt),
          },
    transactionCount: row.transactionCount,
    connectionId: row.connectionId === null ? null : showId('connection', row.connectionId),
    institutionName: row.institutionName,
  }
}
