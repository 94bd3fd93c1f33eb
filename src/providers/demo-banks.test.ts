import { expect, test } from 'vitest'
import { createDemoBanks } from './demo-banks.ts'

const memoryOf = () => {
  const kept = new Map<string, string>()
  const read = (key: string) => JSON.parse(kept.get(key) ?? 'null')
  const memory = {
    load: async (key: string): Promise<unknown> => read(key),
    save: async (key: string, state: unknown) => void kept.set(key, JSON.stringify(state)),
  }
  let ids = 0
  const banks = createDemoBanks({
    withMemory: (work) => work(memory),
    clear: async () => kept.clear(),
    now: () => new Date('2026-05-01T12:00:00Z'),
    newId: () => `fake-${(ids += 1)}`,
    baseUrl: 'http://127.0.0.1:4280',
  })
  return { banks, kept }
}

test("the demo's clock begins today, moves on as told, and stops where its banks know no more", async () => {
  const { banks } = memoryOf()
  expect(await banks.day()).toBe('2026-05-01')
  expect(await banks.advance(5)).toBe('2026-05-06')
  expect(await banks.day()).toBe('2026-05-06')
  expect(await banks.advance(10_000)).toBe('2026-10-28')
  await banks.reset()
  expect(await banks.begin(10)).toBe('2026-04-21')
  expect(await banks.day()).toBe('2026-04-21')
})

test('a damaged memory of the clock begins anew', async () => {
  const { banks, kept } = memoryOf()
  kept.set('clock', '{"anchorOn":"2026-02-31","day":"soon"}')
  expect(await banks.day()).toBe('2026-05-01')
})

test("requests to banks that speak no known language are nobody's", async () => {
  const { banks } = memoryOf()
  expect(await banks.handle('nonsense', new Request('http://127.0.0.1:4280/demo-bank/nonsense/x'))).toBeNull()
})
