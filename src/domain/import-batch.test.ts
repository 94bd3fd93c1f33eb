import { describe, expect, test } from 'vitest'
import { countsAddUp, NO_COUNTS } from './counts.ts'
import { batchCounts, holdToPreview } from './import-batch.ts'

describe('import batch', () => {
  test('counts what its spans counted, and still adds up', () => {
    const first = { ...NO_COUNTS, fetched: 3, added: 2, rejected: 1, reviews: 1 }
    const second = { ...NO_COUNTS, fetched: 2, unchanged: 1, ignored: 1, removed: 4 }
    const counts = batchCounts([first, second])
    expect(counts).toMatchObject({ fetched: 5, added: 2, unchanged: 1, removed: 4, reviews: 1 })
    expect(countsAddUp(counts)).toBe(true)
    expect(batchCounts([])).toEqual(NO_COUNTS)
  })

  test('a commit that would do something else than the preview is refused', () => {
    expect(holdToPreview('a', 'a')).toEqual({ ok: true, value: 'a' })
    expect(holdToPreview('a', 'b')).toMatchObject({ ok: false })
  })
})
