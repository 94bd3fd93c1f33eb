import { describe, expect, test } from 'vitest'
import { mapRecording } from './provider.ts'
import { RECORDED_PROVIDERS } from './lib/recorded-providers.ts'

const row = {
  transaction_id: 't',
  account_id: 'a',
  amount: 5,
  iso_currency_code: 'USD',
  date: '2026-03-10',
  pending: false,
}
const body = { added: [row], modified: [], removed: [{ transaction_id: 'gone', account_id: 'a' }] }

function sums(text: string): string {
  const mapBody = RECORDED_PROVIDERS['plaid']
  if (mapBody === undefined) throw new Error('no such provider')
  const { rows, ignored } = mapRecording(text, mapBody, { accountType: null, currency: null })
  const records = rows.filter(({ ok }) => ok).length
  return `${records} records, ${rows.length - records} rejected, ${ignored} ignored`
}

describe('recorded answers', () => {
  test.each([
    ['a body', body],
    ['an exchange', { request: { body: {} }, response: { status: 200, body } }],
    [
      'an exchange whose body is text',
      { request: {}, response: { status: 200, body: JSON.stringify(body) } },
    ],
    ['a list', [{ method: 'post', status: 200, body }]],
  ])('are found in %s', (_name, recording) => {
    expect(sums(JSON.stringify(recording))).toBe('1 records, 0 rejected, 1 ignored')
  })

  test('are found in JSON lines, and in documents of another shape', () => {
    expect(sums(`${JSON.stringify(body)}\n${JSON.stringify(body)}\n`)).toBe(
      '2 records, 0 rejected, 2 ignored',
    )
    expect(sums(JSON.stringify({ cases: [{ input: { transaction: row } }] }))).toBe(
      '1 records, 0 rejected, 0 ignored',
    )
  })

  test('that are errors hold nothing; rows and texts that can’t be read are counted', () => {
    expect(sums(JSON.stringify({ request: {}, response: { status: 400, body } }))).toBe(
      '0 records, 0 rejected, 0 ignored',
    )
    expect(sums(JSON.stringify({ ...body, added: [{ ...row, amount: null }, 7] }))).toBe(
      '0 records, 2 rejected, 1 ignored',
    )
    expect(sums('not json')).toBe('0 records, 1 rejected, 0 ignored')
  })
})
