// Transfers between own accounts over the interface and on the command line: listed, parted, tied, and undone.
import { beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

type Side = { readonly id: string; readonly accountName: string; readonly amount: { readonly decimal: string } }
type Transfer = { readonly id: string; readonly state: string; readonly source: string; readonly out: Side; readonly in: Side }

let household: TestHousehold
let savingsBatch = ''
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  await importInto('Checking', ['2026-05-02,SALARY,2500.00', '2026-05-04,TRANSFER TO SAVINGS,-300.00', '2026-05-05,BAKERY,-5.00'])
  savingsBatch = await importInto('Savings', ['2026-05-04,TRANSFER FROM CHECKING,300.00', '2026-05-06,INTEREST,1.25'])
})

async function importInto(name: string, lines: readonly string[]): Promise<string> {
  const { send } = household
  const account = (await send('POST', '/accounts', { name, kind: 'checking', currency: 'EUR' })).body
  const bytes = new TextEncoder().encode(['Date,Description,Amount', ...lines].join('\n'))
  const { body: uploaded } = await send('POST', '/files', bytes, { 'x-file-name': `${name}.csv` })
  const wish = { accountId: account.id, answers: {} }
  const { planHash } = (await send('POST', `/files/${uploaded.fileId}/preview`, wish)).body.reading
  return (await send('POST', `/files/${uploaded.fileId}/import`, { ...wish, planHash })).body.batchId
}

const list = async (query = ''): Promise<readonly Transfer[]> =>
  (await household.send('GET', `/transfers${query}`)).body.transfers
const run = (...args: string[]) => runIn(household, 'transfers', ...args)
const one = async (): Promise<Transfer> => {
  const [transfer] = await list()
  if (transfer === undefined) throw new Error('there is no transfer')
  return transfer
}
const amounts = async () =>
  (await household.send('GET', '/transactions')).body.transactions.map((row: Side) => row.amount.decimal).toSorted()

describe('a transfer', () => {
  test('is tied by itself, and listed with both sides; neither is swallowed', async () => {
    expect(await list()).toMatchObject([
      {
        state: 'linked',
        source: 'auto',
        out: { accountName: 'Checking', amount: { decimal: '-300.00' } },
        in: { accountName: 'Savings', amount: { decimal: '300.00' } },
      },
    ])
    expect(await amounts()).toHaveLength(5)
    const told = await run()
    expect(told.code).toBe(0)
    expect(told.out).toMatch(/Checking +Savings +300\.00 +itself/)
    expect((await run('--json')).json().transfers).toEqual(await list())
  })

  test('is parted and tied again over the interface, and no amount changes', async () => {
    const before = await amounts()
    const { id, out, in: arrival } = await one()
    const parted = await household.send('POST', `/transfers/${id}/unlink`)
    expect(parted).toMatchObject({ status: 200, body: { id, state: 'refused', source: 'user' } })
    expect(await list('?state=linked')).toEqual([])
    const tied = await household.send('POST', '/transfers', { outId: out.id, inId: arrival.id })
    expect(tied).toMatchObject({ status: 200, body: { state: 'linked', source: 'user' } })
    expect(await list(`?transactionId=${out.id}`)).toMatchObject([{ state: 'linked' }])
    expect(await amounts()).toEqual(before)
  })

  test('is parted and tied again on the command line', async () => {
    const { id, out, in: arrival } = await one()
    expect((await run('unlink', id)).out).toContain('Parted for good')
    expect(await list()).toMatchObject([{ state: 'refused', source: 'user' }])
    expect((await run('link', out.id, arrival.id)).out).toContain('Tied')
    expect((await run('refuse', out.id, arrival.id, '--json')).json()).toMatchObject({ state: 'refused' })
    expect((await run('link', out.id, arrival.id, '--json')).json()).toMatchObject({ state: 'linked' })
  })

  test('is refused of what is none, in words, and nothing is changed', async () => {
    const before = await list()
    const { out, in: arrival } = await one()
    const turned = await household.send('POST', '/transfers', { outId: arrival.id, inId: out.id })
    expect(turned.status).toBe(409)
    expect(turned.body.detail).toContain('Name first the one by which it left')
    expect((await run('link', arrival.id, out.id)).code).toBe(1)
    expect((await household.send('POST', '/transfers/trf_00000000000000000000000000000000/unlink')).status).toBe(404)
    expect((await run('frobnicate')).said).toContain('unlink TRANSFER')
    expect(await list()).toEqual(before)
  })

  test('ends with the import that brought a side, and comes back with it', async () => {
    expect((await household.send('POST', `/batches/${savingsBatch}/undo`, {})).status).toBe(200)
    expect(await list('?state=linked')).toEqual([])
    expect(await amounts()).toHaveLength(3)
    await importInto('Savings again', ['2026-05-04,TRANSFER FROM CHECKING,300.00'])
    expect(await list('?state=linked')).toMatchObject([{ source: 'auto', in: { accountName: 'Savings again' } }])
  })
})
