// Adapters that translate wrongly.
import type { CalendarDate } from '../../../domain/calendar.ts'
import { exponentOf } from '../../../domain/currency.ts'
import { formatDecimal } from '../../../domain/money.ts'
import type { SourceRecord } from '../../../domain/source-record.ts'
import type { HttpClient } from '../../contract/http.ts'
import { simulatorHarness } from '../simulator.ts'
import { CHANGES, saboteur, pages, records, rows } from './sabotage.ts'
import type { Saboteur } from './sabotage.ts'

export const onMapping: readonly Saboteur[] = [
  saboteur(
    'D1',
    'lets a pending record supersede another',
    records((record) => (record.status === 'pending' ? { ...record, supersedes: 'whatever' } : record)),
  ),
  saboteur(
    'D2',
    'flips the sign',
    records((record) => ({ ...record, amount: { ...record.amount, minor: -record.amount.minor } })),
  ),
  saboteur('D3', 'multiplies amounts as floats', records(floated)),
  saboteur('D4', 'shifts dates by the host’s time zone', records(shifted)),
  saboteur(
    'D5',
    'trims texts',
    records((record) => ({ ...record, description: record.description.trim() })),
  ),
  saboteur(
    'D6',
    'gives two movements one id',
    records((record) =>
      record.sourceId === 'rent-january' ? { ...record, sourceId: 'rent-february' } : record,
    ),
  ),
  saboteur('D7', 'changes the answers it was given', ({ read }) => ({
    read: (session, request) => {
      const send: HttpClient['send'] = async (asked, signal) => {
        const response = await session.http.send(asked, signal)
        const copy = { ...response, body: new Uint8Array(response.body) }
        response.body.fill(0)
        return copy
      }
      return read({ ...session, http: { send } }, request)
    },
  })),
  saboteur(
    'D8',
    'drops rows it can’t read',
    pages((page) => ({ ...page, rejected: [] })),
  ),
  saboteur(
    'D8',
    'takes dollars where no currency is given',
    rows((row) => ({ currency: 'USD', ...row })),
  ),
  saboteur(
    'D9',
    'takes an unknown status for booked',
    rows((row) => (row['status'] === 'pending' ? row : { ...row, status: 'booked' })),
  ),
  {
    does: 'maps a recorded input otherwise than recorded',
    breaks: 'D10',
    harness: () => {
      const harness = simulatorHarness(CHANGES)
      return { ...harness, goldens: harness.goldens.map((golden) => ({ ...golden, actual: 'another' })) }
    },
  },
]

/** `4.35` times 100 is 434.99999999999994. */
function floated(record: SourceRecord): SourceRecord {
  const { amount } = record
  const minor = BigInt(Math.trunc(Number(formatDecimal(amount)) * 10 ** exponentOf(amount.currency)))
  return { ...record, amount: { ...amount, minor } }
}

/** Midnight of the host’s day, read as a day of Greenwich. */
function shifted(record: SourceRecord): SourceRecord {
  const shift = (date: CalendarDate | null): CalendarDate | null => {
    if (date === null) return null
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
    return new Date(year, month - 1, day).toISOString().slice(0, 10) as CalendarDate
  }
  return { ...record, postedOn: shift(record.postedOn), transactionOn: shift(record.transactionOn) }
}
