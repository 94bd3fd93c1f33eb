// Files are read beside the server: a large one keeps nobody waiting, and what ends its thread ends nothing else.
import { expect, test } from 'vitest'
import { openTestHousehold } from '../support/household.ts'

const household = await openTestHousehold({ hasWorker: false })
const { send, context } = household

const ROWS = 20_000

function csv(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0')
    const month = String(1 + (Math.floor(index / 28) % 12)).padStart(2, '0')
    const year = 2000 + (Math.floor(index / 336) % 24)
    return `${year}-${month}-${day},SHOP ${index % 400} NUMBER ${index},-${1 + (index % 90)}.${10 + (index % 90)}`
  })
  return new TextEncoder().encode(`Date,Description,Amount\n${lines.join('\n')}\n`)
}

async function makeAccount(name: string): Promise<string> {
  return (await send('POST', '/accounts', { name, kind: 'checking', currency: 'EUR' })).body.id
}

async function upload(bytes: Uint8Array): Promise<string> {
  return (await send('POST', '/files', bytes, { 'x-file-name': 'bank.csv' })).body.fileId
}

test('while a large file is read and planned, the server answers others and says what is being done', async () => {
  const accountId = await makeAccount('Large')
  const fileId = await upload(csv(ROWS))
  let isDone = false
  const preview = send('POST', `/files/${fileId}/preview`, { accountId, answers: {} }).finally(() => {
    isDone = true
  })
  const steps = new Set<string>()
  let answered = 0
  while (!isDone) {
    const { status, body } = await send('GET', `/files/${fileId}/progress`)
    expect(status).toBe(200)
    if (body.step !== null) steps.add(body.step.kind)
    answered += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { body } = await preview
  expect(body.reading.counts.added).toBe(ROWS)
  expect([...steps]).toEqual(['reading', 'matching'])
  expect(answered).toBeGreaterThan(10)
  const after = await send('GET', `/files/${fileId}/progress`)
  expect(after.body.step).toBe(null)

  const imported = await send('POST', `/files/${fileId}/import`, { accountId, answers: {}, planHash: body.reading.planHash })
  expect(imported.body.counts.added).toBe(ROWS)
})

test('what the use case refuses is refused in the same words', async () => {
  const accountId = await makeAccount('Refused')
  const fileId = await upload(new TextEncoder().encode('%PDF-1.7 and the rest'))
  const preview = await send('POST', `/files/${fileId}/preview`, { accountId, answers: {} })
  expect(preview.body.reading).toMatchObject({ kind: 'refused', code: 'binary' })
  const answer = await send('POST', `/files/${fileId}/import`, { accountId, answers: {}, planHash: 'a'.repeat(64) })
  expect(answer.status).toBe(422)
  expect(answer.body.detail).toContain('PDF')
})

test("nobody sees what is being done with another person's file", async () => {
  const accountId = await makeAccount('Own')
  const fileId = await upload(csv(2_000))
  const preview = send('POST', `/files/${fileId}/preview`, { accountId, answers: {} })
  const stranger = { ownerId: '01900000-0000-7000-8000-000000000000' as typeof context.ownerId, token: 'another' }
  expect(context.files.stepOf(stranger, fileId)).toBe(null)
  expect((await preview).status).toBe(200)
})
