import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_BRANDS } from './brands.ts'
import { doubtOf } from './doubt.ts'
import { textKey } from './fold.ts'
import type { PayoreeKey } from './payoree.ts'
import { resolvePayoree } from './resolve.ts'

/** Payorees of the person's own, each known by a text. */
const own = (...pairs: readonly (readonly [text: string, name: string])[]): ReadonlyMap<PayoreeKey, string> =>
  new Map(pairs.map(([text, name]) => [`text:${textKey(text)}`, name]))

function doubtAbout(description: string, aliases: ReadonlyMap<PayoreeKey, string>, counterpartyName: string | null = null) {
  const knowledge = { aliases, ownNames: [], bankNames: [], brands: NO_BRANDS }
  const resolved = resolvePayoree({ description, counterpartyName, direction: 'out' }, knowledge)
  return resolved === null ? null : doubtOf({ ...resolved, description }, aliases)
}

const names = (doubt: ReturnType<typeof doubtAbout>) => doubt?.candidates.map(({ name }) => name)

const schmidts = own(['Anna Schmidt Miete', 'Anna Schmidt, rent'], ['Anna Schmidt Yoga', 'Anna Schmidt, yoga'])

describe('a payoree is uncertain', () => {
  test('where two of the person’s own fit about equally', () => {
    const doubt = doubtAbout('ANNA SCHMIDT', schmidts)
    expect(doubt?.kind).toBe('split')
    expect(names(doubt)).toEqual(['Anna Schmidt, rent', 'Anna Schmidt, yoga'])
  })

  test('where the bank cut the text off and two of the person’s own go on from there', () => {
    const aliases = own(['x1', 'Zorblax Handelsgesellschaft'], ['x2', 'Zorblax Handelskontor'])
    expect(doubtAbout('ZORBLAX HANDELS', aliases)).toBeNull()
    const doubt = doubtAbout('POS ZORBLAX HANDELS', aliases)
    expect(doubt?.kind).toBe('cut')
    expect(names(doubt)).toEqual(['Zorblax Handelsgesellschaft', 'Zorblax Handelskontor'])
  })

  test('where an intermediary leaves a text that may mean one of them', () => {
    const aliases = own(['x', 'Quuxhall Gartenbau'])
    expect(doubtAbout('SUMUP *QUUXHALL MARKT', aliases)).toMatchObject({ kind: 'intermediary', candidates: [{ name: 'Quuxhall Gartenbau' }] })
    expect(doubtAbout('QUUXHALL MARKT', aliases)).toBeNull()
  })

  test('where the source’s name and the text are those of two', () => {
    const aliases = own(['Vereinsbeitrag 2026 Zorblax Verein eins', 'The club'], ['Quuxhall', 'Treasurer'])
    const keys: PayoreeKey[] = ['text:another', ...aliases.keys()]
    const named = { name: 'Another', key: 'text:another' as const, keys, intermediary: null, description: 'Another' }
    expect(names(doubtOf(named, aliases))).toEqual(['The club', 'Treasurer'])
  })
})

describe('a payoree is certain', () => {
  test('where the person named this very text', () => {
    expect(doubtAbout('ANNA SCHMIDT', new Map([...schmidts, ['text:annaschmidt', 'My sister']]))).toBeNull()
  })

  test('where one fits clearly better, or only one', () => {
    expect(doubtAbout('ANNA SCHMIDT YOGA STUDIO', schmidts)).toBeNull()
    expect(doubtAbout('ANNA SCHMIDT', own(['x', 'Anna Schmidt, rent']))).toBeNull()
  })

  test('where only a word of many is the same, or a beginning of few letters', () => {
    expect(doubtAbout('ANNA BERGER', schmidts)).toBeNull()
    expect(doubtAbout('ABC', own(['x', 'Abc one'], ['y', 'Abc two']))).toBeNull()
  })

  test('where the bank’s name is that of one already', () => {
    expect(doubtAbout('SUMUP *QUUXHALL', own(['x', 'Quuxhall'], ['y', 'Quuxhall Markt']))).toBeNull()
  })

  test('for a person who has named nobody', () => {
    expect(doubtAbout('PAYPAL *ZORBLAX', new Map())).toBeNull()
  })
})

test('a doubt names few candidates, each once and the likeliest first, whatever the texts', () => {
  const words = fc.array(fc.constantFrom('zorblax', 'quuxhall', 'markt', 'handel', 'gmbh', 'anna'), { minLength: 1, maxLength: 4 })
  const text = words.map((each) => each.join(' '))
  fc.assert(
    fc.property(fc.constantFrom('', 'SUMUP *', 'POS '), text, fc.array(text, { maxLength: 12 }), (mark, description, called) => {
      const doubt = doubtAbout(mark + description, own(...called.map((name, at) => [`x${at}`, name] as const)))
      if (doubt === null) return
      const fits = doubt.candidates.map(({ fit }) => fit)
      expect(doubt.candidates.length).toBeLessThanOrEqual(4)
      expect(doubt.candidates.length).toBeGreaterThan(doubt.kind === 'intermediary' ? 0 : 1)
      expect(new Set(names(doubt)).size).toBe(doubt.candidates.length)
      expect(fits).toEqual(fits.toSorted((one, other) => other - one))
    }),
    { seed: 71, numRuns: 500 },
  )
})
