import { day } from '../../world/build.ts'
import { recordDate } from '../../../domain/source-record.ts'
import { readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { borderWorld } from '../sample-worlds.ts'

/** East and west of Greenwich by more than half a day's reach, and on it. */
const ZONES = ['Pacific/Auckland', 'America/Los_Angeles', 'UTC'] as const
const ON = day('2026-04-02')

export const d4: Rule = {
  id: 'D4',
  says: 'dates are the bank’s calendar dates, whatever the time zone of the host',
  applies: always,
  check: async (bench) => {
    const failures: string[] = []
    for (const zone of ZONES) {
      await inTimeZone(zone, () =>
        bench.withBank(borderWorld, { asOf: ON }, async ({ run }) => {
          const records = (await readPages(run(), { asOf: ON })).flatMap((page) => page.upserts)
          if (records.length !== borderWorld.happenings.length)
            failures.push(`${zone}: ${records.length} records came`)
          for (const record of records) {
            const truth = record.description.replace(/^ON /, '').replaceAll(' ', '-')
            if (recordDate(record) !== truth) failures.push(`${zone}: ${truth} came as ${recordDate(record)}`)
          }
        }),
      )
    }
    return failures
  },
}

/** Node reads the variable anew for each date, so the host can be moved while it runs. */
async function inTimeZone(zone: string, work: () => Promise<void>): Promise<void> {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    const shown = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).resolvedOptions().timeZone
    if (shown !== zone) throw new Error(`the host’s time zone could not be set to ${zone}, it is ${shown}`)
    await work()
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}
