import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { withTransaction } from '../../src/storage/database.ts'
import type { Tx } from '../../src/storage/schema.ts'
import { runIn } from '../support/command-line.ts'
import { connectDemo, openTestHousehold, runEnded } from '../support/household.ts'
import type { Answer, TestHousehold } from '../support/household.ts'

const BANKS = ['demo-harborline', 'demo-marlow']

describe('the demo household', () => {
  let household: TestHousehold
  let accounts: { id: string; name: string; kind: string; currency: string }[] = []
  const connections: string[] = []

  const get = async (path: string): Promise<Answer['body']> => (await household.send('GET', path)).body
  const syncAll = async (): Promise<void> => {
    for (const connectionId of connections) {
      const { body } = await household.send('POST', `/connections/${connectionId}/sync`)
      expect(await runEnded(household.send, body.id)).toMatchObject({ state: 'succeeded' })
    }
  }
  const passDays = async (days: number): Promise<void> => {
    await household.send('POST', '/demo/advance', { days })
    await syncAll()
  }
  const inDatabase = <Value>(work: (tx: Tx) => Promise<Value>) =>
    withTransaction(household.context.db, household.context.token, work)

  beforeAll(async () => {
    household = await openTestHousehold()
    for (const bank of BANKS) connections.push((await connectDemo(household, bank)).connectionId)
    ;({ accounts } = await get('/accounts'))
    expect(accounts.length).toBeGreaterThan(4)
  })

  test('knows its opening balances from the first balance, and that nothing is proved by one', async () => {
    for (const { id } of accounts) {
      const proof = await get(`/accounts/${id}/proof`)
      expect(proof).toMatchObject({ state: 'first-balance', needsUser: false })
      expect(proof.opening).toMatchObject({ moved: { minor: '0' }, explanation: null })
    }
  })

  test('proves itself as days pass, with what is pending and what posts late', async () => {
    for (const days of [3, 4, 6]) await passDays(days)
    let fits = 0
    for (const { id, name } of accounts) {
      const proof = await get(`/accounts/${id}/proof`)
      expect({ name, state: proof.state, text: proof.text }).toMatchObject({ name, state: 'proved' })
      expect(proof.calibrations.every((each: { proposal: string }) => each.proposal === 'none')).toBe(true)
      fits += proof.chains[0].counts.fits
    }
    expect(fits).toBe(accounts.length * 3)
  })

  test('has every day covered since its history begins', async () => {
    for (const { id } of accounts) {
      const coverage = await get(`/accounts/${id}/coverage`)
      expect(coverage).toMatchObject({ needsUser: false, gaps: [] })
      expect(coverage.sources[0]).toMatchObject({
        source: 'connection',
        isComplete: true,
        ranges: [{ to: coverage.today }],
      })
    }
  })

  test('names a row that is there twice', async () => {
    const { transaction, proof, findings, told } = await broken(double, await postedLately())
    expect(proof).toMatchObject({ state: 'differs', needsUser: true })
    const [wrong] = proof.chains[0].checks.filter((check: { verdict: string }) => check.verdict === 'differs')
    expect(wrong.difference.minor).toBe(String(-BigInt(transaction.amount.minor)))
    const named = wrong.explanation.sets
      .flat()
      .map((each: { fault: string; transaction: { amount: object; on: string } }) => {
        return { fault: each.fault, amount: each.transaction.amount, on: each.transaction.on }
      })
    expect(named).toContainEqual({ fault: 'doubled', amount: transaction.amount, on: transaction.on })
    // The first page tells of it, and what follows from it where one set of rows is certain.
    expect(findings).toMatchObject([
      {
        accountId: transaction.accountId,
        kind: 'broken-proof',
        needsUser: true,
        since: wrong.from.on,
        difference: wrong.difference,
        explainedBy: wrong.explanation.certainty === 'only' ? 1 : 0,
      },
    ])
    expect(findings[0].text).toContain('is broken since')
    expect(told).toContain(`See: tributary prove ${transaction.accountId}`)
    expect((await get('/findings')).findings).toEqual([])
    // Whether a bank can be read is another matter than whether what it said adds up.
    const { connections: read } = await get('/connections')
    expect(read.map(({ status }: { status: string }) => status)).toEqual(['ok', 'ok'])
  })

  test('tells an account that has gone quiet by its own rhythm', async () => {
    const busiest = accounts.find(({ kind }) => kind === 'checking')
    const { rows: silenced } = await inDatabase((tx) => sql<{ id: string }>`
      update transaction set is_removed = true
      where account_id = ${busiest?.id.slice(4)}::uuid and on_date > (select max(on_date) - 25 from transaction)
        and not is_removed and status = 'posted' returning id`.execute(tx))
    const { findings } = await get('/findings')
    const quiet = findings.filter(({ kind }: { kind: string }) => kind === 'quiet')
    expect(quiet).toMatchObject([{ accountId: busiest?.id, needsUser: false, explainedBy: null, since: expect.any(String) }])
    expect(quiet[0].text).toContain('has gone quiet')
    const ids = silenced.map(({ id }) => id)
    await inDatabase((tx) => sql`
      update transaction set is_removed = false where id = any(${ids}::uuid[])`.execute(tx))
  })

  test('names a row from before the first balance that was doubled since, though no interval breaks', async () => {
    const { demoDay } = await get('/overview')
    const before = new Date(Date.parse(demoDay) - 30 * 86_400_000).toISOString().slice(0, 10)
    const { transactions } = await get(`/transactions?limit=1&to=${before}`)
    const { transaction, proof } = await broken(double, transactions[0])
    expect(proof).toMatchObject({ state: 'proved', needsUser: true })
    expect(proof.opening.moved).toEqual(transaction.amount)
    expect(proof.opening.explanation.sets.flat()).toMatchObject([
      { fault: 'doubled', transaction: { amount: transaction.amount, on: transaction.on } },
    ])
  })

  test('says which row the person hid, and asks nobody for it', async () => {
    const transaction = await postedLately()
    await household.send('PATCH', `/transactions/${transaction.id}`, { isHidden: true })
    const proof = await get(`/accounts/${transaction.accountId}/proof`)
    const told = proof.chains[0].checks.filter((check: { verdict: string }) => check.verdict !== 'fits')
    expect(told[0].explanation.sets.flat().map((each: { fault: string }) => each.fault)).toContain('hidden')
    await household.send('PATCH', `/transactions/${transaction.id}`, { isHidden: false })
    expect((await get(`/accounts/${transaction.accountId}/proof`)).state).toBe('proved')
  })

  test('is set right, over the interface and on the command line, where balances prove that it is read wrongly', async () => {
    const id = accounts.find(({ kind }) => kind === 'checking')?.id ?? ''
    const turn = () => inDatabase((tx) => sql`
      update balance set amount_minor = -amount_minor where account_id = ${id.slice(4)}::uuid`.execute(tx))
    await turn()
    const { calibrations, applied } = await get(`/accounts/${id}/proof`)
    expect(applied).toEqual([])
    expect(calibrations[0]).toMatchObject({ proposal: 'flip-rows', cures: ['flip-rows'], stale: null })
    const proposed = await runIn(household, 'calibrate', id)
    expect(proposed).toMatchObject({ code: 2 })
    expect(proposed.out).toContain(`To read it so: tributary calibrate ${id} flip-rows`)
    const path = `/accounts/${id}/calibrations/flip-rows`
    const tried = await household.send('POST', `${path}/apply`, { isDryRun: true })
    expect(tried).toMatchObject({ status: 200, body: { isDryRun: true, batchId: null } })
    const done = await household.send('POST', `${path}/apply`, {})
    expect(done.body).toMatchObject({ what: 'flip-rows', isDryRun: false, transactions: tried.body.transactions })
    expect((await runIn(household, 'calibrate', id)).out).toBe('Its transactions are read with the other sign. (flip-rows)')
    expect((await household.send('POST', `${path}/apply`, {})).status).toBe(409)
    const back = await runIn(household, 'calibrate', id, 'flip-rows', '--take-back', '--json')
    expect(back.json()).toMatchObject({ transactions: done.body.transactions })
    expect((await household.send('POST', `${path}/take-back`, {})).status).toBe(404)
    expect((await household.send('POST', `/accounts/${id}/calibrations/flip-moon/apply`, {})).status).toBe(422)
    expect((await runIn(household, 'calibrate', id, 'flip-moon')).code).toBe(1)
    await turn()
    expect((await get(`/accounts/${id}/proof`)).state).toBe('proved')
  })

  test('refuses an account that is not there', async () => {
    expect((await household.send('GET', '/accounts/acc_00000000000000000000000000000000/proof')).status).toBe(
      404,
    )
    expect((await household.send('GET', '/accounts/nonsense/coverage')).status).toBe(404)
  })

  /** A transaction that posted between the last two balances but one. */
  async function postedLately() {
    const { transactions } = await get('/transactions?limit=200&status=posted')
    const { demoDay } = await get('/overview')
    const within = (on: string) => (Date.parse(demoDay) - Date.parse(on)) / 86_400_000
    return transactions.find((each: { on: string }) => within(each.on) > 7 && within(each.on) < 9)
  }

  /** Breaks the account of a transaction, asks for its proof, and puts it right again. */
  async function broken(breakIt: (tx: Tx, id: string) => Promise<unknown>, transaction: Answer['body']) {
    const before = await inDatabase(
      async (tx) => (await sql<{ id: string }>`select id from transaction`.execute(tx)).rows,
    )
    await inDatabase((tx) => breakIt(tx, transaction.id.slice(4)))
    const proof = await get(`/accounts/${transaction.accountId}/proof`)
    const { findings } = await get('/findings')
    const told = (await runIn(household, 'accounts')).out
    const ids = before.map((row) => row.id)
    await inDatabase((tx) => sql`delete from transaction where not (id = any(${ids}::uuid[]))`.execute(tx))
    return { transaction, proof, findings, told }
  }
})

const double = (tx: Tx, id: string) =>
  sql`
  insert into transaction (owner_id, id, account_id, batch_id, status, amount_minor, on_date, posted_on, description)
  select owner_id, gen_random_uuid(), account_id, batch_id, status, amount_minor, on_date, posted_on, description
  from transaction where id = ${id}::uuid`.execute(tx)
