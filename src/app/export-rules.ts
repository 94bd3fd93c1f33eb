import { hledgerRules } from '../domain/export/hledger-rules.ts'
import { showId } from '../domain/ids.ts'
import { readAccounts } from '../storage/read/accounts.ts'
import { readCategories } from '../storage/rulebook-categories.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { exportCategories } from './export-ledger.ts'
import type { LedgerFile } from './export-ledger.ts'

/** The rules by which hledger reads our CSV, for the owner's accounts and categories as they are now. */
export async function exportRules(context: AppContext): Promise<LedgerFile> {
  const { rows, categories } = await asOwner(context, async (tx) => ({
    rows: await readAccounts(tx),
    categories: exportCategories(await readCategories(tx)),
  }))
  const accounts = rows.map(({ id, name, kind, currency, mask, institutionName }) => {
    return { id: showId('account', id), name, kind, currency, mask, bankName: institutionName, opening: null }
  })
  return {
    name: 'tributary.rules',
    mediaType: 'text/plain; charset=utf-8',
    rowCount: 0,
    text: onePiece(hledgerRules(accounts, [...categories.values()])),
  }
}

async function* onePiece(text: string) {
  yield text
}
