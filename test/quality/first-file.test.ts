import { expect, test } from 'vitest'
import { importCsv, makeAccount, openReviews, withPerson } from '../../eval/lib/quality/household.ts'
import { syncWorld } from '../../eval/lib/quality/world-bank.ts'
import { account, day, posted, world } from '../../src/providers/world/build.ts'
import { cloneDatabase } from '../support/database.ts'

const AS_OF = day('2026-03-20')
const checking = account('checking')

test('the first file of an account is imported as it was previewed, though it asks something', async () => {
  const happenings = [
    posted('2026-03-16', checking, 'one', '-42.00', { description: 'NORTHGATE MARKET', counterpartyName: null }),
    posted('2026-03-18', checking, 'two', '-42.00', { description: 'NORTHGATE MARKET', counterpartyName: null }),
  ]
  const bank = world({ key: 'first-file', startsOn: '2026-03-01', accounts: [checking], happenings })
  await withPerson(await cloneDatabase(), async (person) => {
    const wish = { name: checking.name, currency: checking.currency, kind: checking.kind }
    const accountId = await makeAccount(person, wish)
    await syncWorld(person, bank, AS_OF, new Map([[checking.key, accountId]]))
    const csv = 'Date,Description,Amount\n2026-03-17,NORTHGATE MKT,-42.00\n2026-03-19,Rent,-900.00\n'
    const counts = await importCsv(person, { accountId, currency: checking.currency }, csv)
    expect(counts).toMatchObject({ fetched: 2, reviews: 1 })
    expect(await openReviews(person)).toBe(1)
  })
})
