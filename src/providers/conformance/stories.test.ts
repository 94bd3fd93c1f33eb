import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { benchOf } from './bench.ts'
import { checkRandomWorlds } from './random-worlds.ts'
import { SABOTEURS } from './saboteurs.ts'
import { STORIES } from './stories/all.ts'
import { runStory } from './story-run.ts'

async function storiesFailedBy(does: string): Promise<readonly string[]> {
  const saboteur = SABOTEURS.find((known) => known.does === does)
  if (saboteur === undefined) throw new Error(`there is no saboteur that ${does}`)
  const failed: string[] = []
  for (const story of STORIES) {
    const bench = benchOf(saboteur.harness())
    if (bench.skips[story.name] !== undefined) continue
    if ((await runStory(story, bench)).length > 0) failed.push(story.name)
  }
  return failed
}

describe('the stories', () => {
  test('are 32, each in a file of its name', () => {
    const files = readdirSync(new URL('stories/', import.meta.url)).filter((file) => file !== 'all.ts')
    expect(STORIES.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted())
    expect(new Set(STORIES.map(({ name }) => name)).size).toBe(32)
  })

  test('show accounts by last digits that differ, so that the kit can tell them apart', () => {
    for (const { name, world } of STORIES) {
      expect(new Set(world.accounts.map(({ mask }) => mask)).size, name).toBe(world.accounts.length)
    }
  })

  test('can each fail: none passes an adapter that flips signs', async () => {
    expect(await storiesFailedBy('flips the sign')).toEqual(
      STORIES.map(({ name }) => name).filter((name) => name !== 'one-account-fails'),
    )
  })

  test('catch the mistake they are about', async () => {
    expect(await storiesFailedBy('begins again without dropping what it had')).toEqual([])
    expect(await storiesFailedBy('returns the pages before an error as a success')).toEqual([
      'provider-down-mid-page',
    ])
    expect(await storiesFailedBy('gives up when one account fails')).toEqual(['one-account-fails'])
  })
})

describe('the law of random Worlds', () => {
  test.each(['sets the checkpoint one change too far', 'drops the last of several pages'])(
    'does not hold for an adapter that %s',
    async (does) => {
      const saboteur = SABOTEURS.find((known) => known.does === does)
      if (saboteur === undefined) throw new Error(`there is no saboteur that ${does}`)
      await expect(checkRandomWorlds(benchOf(saboteur.harness()), 10)).rejects.toThrow('Property failed')
    },
  )
})
