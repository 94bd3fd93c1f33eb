import type { Bench, Opened } from '../bench.ts'
import { differences, lastCheckpoint, readPages, viewAfter, viewLines } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { NEWS_DAY, ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const r2: Rule = {
  id: 'R2',
  says: 'stopping after any page and going on from the last checkpoint loses and doubles nothing',
  applies: always,
  check: async (bench) => [...(await withinARead(bench)), ...(await acrossDays(bench))],
}

/** Small enough that every account has several pages. */
const PAGE_SIZE = 2

function withinARead(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: PAGE_SIZE }, async ({ run }) => {
    const whole = await readPages(run(), { asOf: ORDINARY_DAY })
    const expected = viewLines(viewAfter([], whole))
    const failures: string[] = []
    for (let stop = 1; stop < whole.length; stop += 1) {
      const before = whole.slice(0, stop)
      const rest = await readPages(run(), { asOf: ORDINARY_DAY, cursor: lastCheckpoint(before) })
      const resumed = viewLines(viewAfter(viewAfter([], before), rest))
      failures.push(
        ...differences(resumed, expected, [
          `stopped after page ${stop}, extra`,
          `stopped after page ${stop}, lost`,
        ]),
      )
    }
    return failures
  })
}

function acrossDays(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async (opened) => {
    const first = await readPages(opened.run(), { asOf: ORDINARY_DAY })
    const expected = await wholeOn(opened)
    const news = await readPages(opened.run(), { asOf: NEWS_DAY, cursor: lastCheckpoint(first) })
    const followed = viewLines(viewAfter(viewAfter([], first), news))
    return differences(followed, expected, ['followed day by day, extra', 'followed day by day, lost'])
  })
}

async function wholeOn({ run, setAsOf }: Opened): Promise<readonly string[]> {
  setAsOf(NEWS_DAY)
  return viewLines(viewAfter([], await readPages(run(), { asOf: NEWS_DAY })))
}
