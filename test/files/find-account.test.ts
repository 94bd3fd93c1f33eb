// Files that look for their account: a folder of several banks' exports, handed in without a word.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../support/command-line.ts'
import { openTestHousehold } from '../support/household.ts'
import type { TestHousehold } from '../support/household.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'tributary-files-'))
let household: TestHousehold
beforeAll(async () => {
  household = await openTestHousehold({ hasWorker: false })
})
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const run = (...args: string[]) => runIn(household, 'import', ...args, '--json')

type Row = readonly [day: string, cents: number, text: string]

/** Twelve movements of a month, other ones for each account. */
const month = (number: number, seed: number): readonly Row[] =>
  Array.from({ length: 12 }, (_, index): Row => {
    const day = `2026-${String(number).padStart(2, '0')}-${String(index * 2 + 2).padStart(2, '0')}`
    return [day, -(seed * 100 + index * 37 + number), `Shop ${seed} ${index}`]
  })

const decimal = (cents: number): string => (cents / 100).toFixed(2)

function ofx(account: string, rows: readonly Row[]): string {
  const movements = rows.map(
    ([day, cents, text], index) =>
      `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${day.replaceAll('-', '')}<TRNAMT>${decimal(cents)}` +
      `<FITID>fake-${day}-${index}<NAME>${text}</STMTTRN>`,
  )
  return [
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n',
    '<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>EUR',
    `<BANKACCTFROM><BANKID>99999<ACCTID>${account}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>`,
    ...movements,
    '</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
  ].join('\n')
}

const csv = (rows: readonly Row[]): string =>
  ['Date,Description,Amount', ...rows.map(([day, cents, text]) => `${day},${text},${decimal(cents)}`), ''].join('\n')

function file(name: string, content: string): string {
  writeFileSync(join(FOLDER, name), content)
  return join(FOLDER, name)
}

async function newAccount(name: string): Promise<string> {
  return (await household.send('POST', '/accounts', { name, kind: 'checking', currency: 'EUR' })).body.id
}

describe('a file without a named account', () => {
  test('is asked about once, and the next one of its number finds its account', async () => {
    const accountId = await newAccount('Numbered')
    const january = file('january.ofx', ofx('000111222', month(1, 10)))
    const asked = await run(january)
    expect(asked.code).toBe(2)
    expect(asked.json().account).toMatchObject({ kind: 'ask', stated: { numberEnd: '1222', currency: 'EUR' } })
    expect((await run(january, '--account', accountId)).json().counts.added).toBe(12)
    const next = await run(file('february.ofx', ofx('000111222', month(2, 10))))
    expect(next.code).toBe(0)
    expect(next.json()).toMatchObject({ accountId, counts: { added: 12 } })
  })

  test('finds by its movements the account that holds them, and adds only what is new', async () => {
    const accountId = await newAccount('By history')
    await run(file('march.csv', csv(month(3, 20))), '--account', accountId)
    const longer = await run(file('march-and-april.csv', csv([...month(3, 20), ...month(4, 20)])))
    expect(longer.json()).toMatchObject({ accountId, counts: { added: 12, unchanged: 12 } })
  })

  test('is not taken for another account’s by its layout alone', async () => {
    const asked = await run(file('other.csv', csv(month(5, 30))))
    expect(asked.code).toBe(2)
    expect(asked.json().account.kind).toBe('ask')
  })

  test('goes its way beside others of a folder, each to its account', async () => {
    const folder = join(FOLDER, 'mixed')
    mkdirSync(folder)
    writeFileSync(join(folder, '1.ofx'), ofx('000111222', month(6, 10)))
    writeFileSync(join(folder, '2.csv'), csv([...month(4, 20), ...month(6, 20)]))
    writeFileSync(join(folder, '3.ofx'), ofx('000999888', month(6, 40)))
    const mixed = await run(folder)
    expect(mixed.code).toBe(3)
    expect(mixed.json().files.map(({ isImported }: { isImported: boolean }) => isImported)).toEqual([true, true, false])
  })
})

describe('a file in an account that seems to be the wrong one', () => {
  test('is asked about before anything is imported, and goes in once the person confirms', async () => {
    const accountId = await newAccount('Not this one')
    const stray = file('stray.csv', csv(month(3, 20)))
    const asked = await run(stray, '--account', accountId)
    expect(asked.code).toBe(2)
    expect(asked.json().preview.reading.questions).toMatchObject([{ id: 'other-account', kind: 'account' }])
    const confirmed = await run(stray, '--account', accountId, '--answer', 'other-account=yes')
    expect(confirmed.json().counts.added).toBe(12)
  })
})
