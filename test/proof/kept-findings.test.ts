// What accounts have to tell is kept until something changes that it is made from: kept and worked out anew are the same
// at every moment, and an account that did not change is not worked out again.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../src/app/context.ts'
import { listFindings } from '../../src/app/list-findings.ts'
import type { AccountId } from '../../src/domain/ids.ts'
import { keepFindings, readKeptFindings } from '../../src/storage/kept-findings.ts'
import { connectDemo, openTestHousehold, runEnded } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
let accountId = ''
beforeAll(async () => {
  household = await openTestHousehold()
  const { send } = household
  accountId = (await send('POST', '/accounts', { name: 'By file', kind: 'checking', currency: 'EUR' })).body.id
  await imported('2026-05-01,OPENING,100.00,100.00', '2026-05-02,BAKERY,-3.00,97.00', '2026-05-05,RENT,-50.00,47.00')
})

async function imported(...lines: readonly string[]): Promise<string> {
  const { send } = household
  const bytes = new TextEncoder().encode(['Date,Description,Amount,Balance', ...lines].join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': `${lines.length}.csv` })
  const wish = { accountId, answers: {} }
  const { planHash } = (await send('POST', `/files/${uploaded.fileId}/preview`, wish)).body.reading
  return (await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })).body.batchId
}

const inOrder = (findings: readonly object[]) => findings.map((finding) => JSON.stringify(finding)).toSorted()
const kept = async () => inOrder(await listFindings(household.context))
const anew = async () => {
  await asOwner(household.context, (tx) => sql`delete from account_finding`.execute(tx))
  return kept()
}
/** Which working out each account's answer is from. */
const made = () =>
  asOwner(household.context, async (tx) => {
    const rows = await tx.selectFrom('accountFinding').select(['id', 'madeId']).orderBy('id').execute()
    return rows.map(({ id, madeId }) => `${id} ${madeId}`)
  })
const changes = () =>
  asOwner(household.context, async (tx) => {
    const rows = await tx.selectFrom('accountChange').select('accountId').execute()
    return [...new Set(rows.map((row) => row.accountId))]
  })
const rowOf = async (text: string) =>
  (await household.send('GET', `/transactions?text=${text}&includeHidden=true&accountId=${accountId}`)).body.transactions[0]

describe('findings', () => {
  test('are worked out once for an account that does not change', async () => {
    await kept()
    const before = await made()
    expect(before).toHaveLength(1)
    await kept()
    expect(await made()).toEqual(before)
    expect(await changes()).toEqual([])
  })

  test('are worked out again after whatever they are made from', async () => {
    const { send, context } = household
    const bakery = await rowOf('BAKERY')
    const renamed = () => asOwner(context, (tx) => sql`update account set name = 'Renamed'`.execute(tx))
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      hidden: () => send('PATCH', `/transactions/${bakery.id}`, { isHidden: true }),
      'shown again': () => send('PATCH', `/transactions/${bakery.id}`, { automatic: ['isHidden'] }),
      renamed,
      'in another time zone': () => asOwner(context, (tx) => sql`update owner set time_zone = 'Asia/Tokyo'`.execute(tx)),
      'a file': () => imported('2026-05-07,KIOSK,-7.00,45.00'),
      'its undo': async () => send('POST', `/batches/${(await send('GET', '/batches')).body.batches[0].id}/undo`, {}),
    }
    await kept()
    for (const [step, act] of Object.entries(steps)) {
      await act()
      expect(await changes(), step).toHaveLength(1)
      const told = await kept()
      expect(await changes(), step).toEqual([])
      expect(await anew(), step).toEqual(told)
    }
  })

  test('tell of a difference as soon as there is one, and no more once it is gone', async () => {
    expect(await kept()).toEqual([])
    const bakery = await rowOf('BAKERY')
    await asOwner(household.context, (tx) => sql`update transaction set amount_minor = -301 where description = 'BAKERY'`.execute(tx))
    const told = await listFindings(household.context)
    expect(told).toMatchObject([{ kind: 'broken-proof', accountName: 'Renamed' }])
    await asOwner(household.context, (tx) => sql`update transaction set amount_minor = -300 where description = 'BAKERY'`.execute(tx))
    expect(await kept()).toEqual([])
    expect(bakery.amount.minor).toBe('-300')
  })

  test('are those of a bank after each of its syncs, and of the other accounts unchanged', async () => {
    const { send } = household
    await kept()
    const [ofFile] = await made()
    const { connectionId } = await connectDemo(household, 'demo-cedar')
    for (const days of [0, 3, 20]) {
      if (days > 0) await send('POST', '/demo/advance', { days })
      const { body: run } = await send('POST', `/connections/${connectionId}/sync`)
      await runEnded(send, run.id)
      const told = await kept()
      expect(await made()).toContain(ofFile)
      const ofBank = await made()
      expect(inOrder(await listFindings(household.context))).toEqual(told)
      expect(await made()).toEqual(ofBank)
    }
    await send('POST', `/connections/${connectionId}/disconnect`)
    expect((await changes()).length).toBeGreaterThan(0)
    const told = await kept()
    expect(await anew()).toEqual(told)
  })

  test('that were worked out while the account changed do not stand', async () => {
    const { context } = household
    const id = accountId.slice(4) as AccountId
    const keep = (findings: readonly string[], meanwhile: () => Promise<unknown>) =>
      asOwner(context, async (tx) => {
        const [known] = await readKeptFindings(tx, 0, id)
        if (known === undefined) throw new Error('the account is gone')
        await meanwhile()
        await keepFindings(tx, { ...context, edition: 0 }, known, findings)
      })
    const standing = () => asOwner(context, (tx) => readKeptFindings(tx, 0, id))
    await keep(['first'], async () => {})
    expect(await standing()).toMatchObject([{ findings: ['first'], changeIds: [] }])
    const bakery = await rowOf('BAKERY')
    await keep(['stale'], () => household.send('PATCH', `/transactions/${bakery.id}`, { note: 'meanwhile' }))
    expect(await standing()).toMatchObject([{ findings: ['stale'], changeIds: [expect.any(String)] }])
    await keep(['late'], () => keep(['newer'], async () => {}))
    expect(await standing()).toMatchObject([{ findings: ['newer'], changeIds: [] }])
  })

  test('of an account that is removed go with it', async () => {
    await household.send('POST', '/demo/remove')
    expect(await kept()).toEqual(await anew())
    expect(await made()).toHaveLength(1)
  })
})
