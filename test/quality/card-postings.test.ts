import { describe, expect, test } from 'vitest'
import { measureCardPostings, readCardPostings } from '../../eval/lib/quality/card-postings.ts'
import { cloneDatabase } from '../support/database.ts'
import { sharedPath, WITHOUT_SHARED } from '../support/shared-folder.ts'

const PATH = sharedPath('data', 'labels', 'uk-pcard', 'birmingham_2014_2016.tsv.gz')
/** Some thousand rows: the busiest cards, which repeat themselves most. */
const POSTINGS_MIN = 4_000

const name = PATH === null ? `real card postings (${WITHOUT_SHARED})` : 'real card postings'
describe.skipIf(PATH === null)(name, () => {
  test('are all there after one import, equal ones included, and no more of them after a second', async () => {
    const cards = [...Map.groupBy(readCardPostings(PATH ?? ''), ({ card }) => card).values()]
    const sample = []
    for (const postings of cards.toSorted((left, right) => right.length - left.length)) {
      sample.push(...postings)
      if (sample.length >= POSTINGS_MIN) break
    }
    const figures = await measureCardPostings(await cloneDatabase(), sample)
    expect(figures.repeats).toBeGreaterThan(0)
    expect(figures).toMatchObject({
      lost: 0,
      cardsOff: 0,
      cardsOffAgain: 0,
      firstAdded: sample.length,
      secondAdded: 0,
      secondUpdated: 0,
    })
  })
})
