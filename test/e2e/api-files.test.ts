import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

let household: TestHousehold
let send: TestHousehold['send']
let accountId = ''
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
  send = household.send
  accountId = (await send('POST', '/accounts', { name: 'Giro', kind: 'checking', currency: 'EUR' })).body.id
})

const bytesOf = (text: string) => new TextEncoder().encode(text)
const upload = async (bytes: Uint8Array, name = 'export.csv') => {
  const answer = await send('POST', '/files', bytes, { 'x-file-name': encodeURIComponent(name) })
  expect(answer.status).toBe(201)
  return answer.body.fileId as string
}
const preview = async (fileId: string, answers: Record<string, string> = {}) =>
  (await send('POST', `/files/${fileId}/preview`, { accountId, answers })).body
const transactionCount = async () => (await send('GET', '/transactions?limit=1')).body.total

describe("a file that can't be imported", () => {
  const bad: [what: string, bytes: Uint8Array, code: string][] = [
    ['empty', new Uint8Array(0), 'empty'],
    ['compressed', gzipSync('Date,Amount\n2026-01-01,1.00'), 'binary'],
    ['a PDF', bytesOf('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj'), 'binary'],
    ['a letter', bytesOf('Dear customer, please find your statement attached.'), 'no-transactions'],
    ['only a header', bytesOf('Date,Description,Amount\n'), 'no-transactions'],
  ]
  test.each(bad)('because it is %s is refused in words and changes nothing', async (_what, bytes, code) => {
    const fileId = await upload(bytes)
    const { reading } = await preview(fileId)
    expect(reading).toMatchObject({ kind: 'refused', code })
    expect(reading.text).toMatch(/[Nn]othing/)
    const { status, body } = await send('POST', `/files/${fileId}/import`, {
      accountId,
      answers: {},
      planHash: 'x',
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({ type: '/problems/file-refused', detail: reading.text })
    expect(await transactionCount()).toBe(0)
    expect((await send('DELETE', `/files/${fileId}`)).status).toBe(204)
    expect((await send('DELETE', `/files/${fileId}`)).status).toBe(404)
  })

  test('because it is larger than 10 MB is refused while it arrives', async () => {
    const answer = await send('POST', '/files', new Uint8Array(10 * 1024 * 1024 + 1))
    expect(answer.status).toBe(413)
    expect(answer.body.detail).toContain('10 MB')
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    const response = await household.raw(
      new Request('http://127.0.0.1:4280/api/v1/files', {
        method: 'POST',
        headers: { 'x-tributary': '1', 'content-type': 'application/octet-stream' },
        body: endless,
        duplex: 'half',
      }),
    )
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(20)
  })
})

describe('a file', () => {
  test('that leaves something open asks, and is read as answered and remembered', async () => {
    const csv = bytesOf('Date,Description,Amount\n03/04/2026,Tea,-4.50\n05/06/2026,Rent,-900.00\n')
    const fileId = await upload(csv)
    const asked = await preview(fileId)
    expect(asked.reading.kind).toBe('asks')
    const question = asked.reading.questions.find(({ kind }: { kind: string }) => kind === 'date-order')
    expect(question.text).toContain('03/04/2026')
    const answers = { [question.id]: 'dmy' }
    const unanswered = await send('POST', `/files/${fileId}/import`, {
      accountId,
      answers: {},
      planHash: 'x',
    })
    expect(unanswered.body.type).toBe('/problems/file-asks')
    const { reading } = await preview(fileId, answers)
    expect(reading).toMatchObject({
      kind: 'read',
      from: '2026-04-03',
      to: '2026-06-05',
      isSavedLayout: false,
    })
    await send('POST', `/files/${fileId}/import`, { accountId, answers, planHash: reading.planHash })
    const next = await upload(bytesOf('Date,Description,Amount\n07/08/2026,Tea,-4.50\n'))
    expect((await preview(next)).reading).toMatchObject({
      kind: 'read',
      from: '2026-08-07',
      isSavedLayout: true,
    })
  })

  test("with rows that can't be read gives the others, and shows these with their lines", async () => {
    const before = await transactionCount()
    const rows = [
      '2026-09-01,Bread,-2.00',
      '2026-02-31,Never,-3.00',
      '2026-09-03,Cheese,abc',
      '2026-09-04,Salt,-1.00',
    ]
    const fileId = await upload(
      bytesOf(`Date,Description,Amount,Balance\n${rows.map((row) => `${row},`).join('\n')}\n`),
    )
    const { reading } = await preview(fileId)
    expect(reading.counts).toMatchObject({ fetched: 4, added: 2, rejected: 2 })
    expect(
      reading.rows.slice(0, 2).map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome]),
    ).toEqual([
      [3, 'rejected'],
      [4, 'rejected'],
    ])
    const { body } = await send('POST', `/files/${fileId}/import`, {
      accountId,
      answers: {},
      planHash: reading.planHash,
    })
    expect(body.counts).toMatchObject({ added: 2, rejected: 2 })
    expect(body.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 4])
    expect(await transactionCount()).toBe(before + 2)
  })

  test('is not imported when the ledger moved since its preview', async () => {
    const csv = bytesOf('Day;Text;Betrag;Währung\n2026-10-01;Milch;-1,00;EUR\n2026-10-02;Brot;-2,00;EUR\n')
    const [first, second] = [await upload(csv), await upload(csv)]
    const seen = { first: (await preview(first)).reading, second: (await preview(second)).reading }
    expect(seen.first.planHash).toBe(seen.second.planHash)
    const wish = { accountId, answers: {} }
    await send('POST', `/files/${first}/import`, { ...wish, planHash: seen.first.planHash })
    const before = await transactionCount()
    const moved = await send('POST', `/files/${second}/import`, { ...wish, planHash: seen.second.planHash })
    expect(moved.status).toBe(409)
    expect(moved.body).toMatchObject({ type: '/problems/ledger-moved', actor: 'user' })
    expect(await transactionCount()).toBe(before)
    // What was imported is evidence; only files without effect can be taken back.
    expect((await send('DELETE', `/files/${first}`)).status).toBe(404)
    expect((await send('DELETE', `/files/${second}`)).status).toBe(204)
  })

  test('keeps only the last part of its name, and no control characters', async () => {
    const { body } = await send('POST', '/files', bytesOf('x'), {
      'x-file-name': '..%2F..%2Fetc%2Fpass%00wd%0A',
    })
    expect(body.name).toBe('passwd')
    const { body: broken } = await send('POST', '/files', bytesOf('x'), { 'x-file-name': '%E0%A4%A' })
    expect(broken.name).toBe('%E0%A4%A')
  })

  test('goes to no account that is not there', async () => {
    const fileId = await upload(bytesOf('Date,Amount\n2026-01-01,1.00\n'))
    const elsewhere = { accountId: 'acc_01a20c28f3e470009da5cb52bb92803b', answers: {} }
    expect((await send('POST', `/files/${fileId}/preview`, elsewhere)).status).toBe(404)
  })
})
