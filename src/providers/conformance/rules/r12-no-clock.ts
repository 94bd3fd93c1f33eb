import type { Bench, Sent } from '../bench.ts'
import { differences, readPages } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

const YEAR_MS = 365 * 86_400_000

export const r12: Rule = {
  id: 'R12',
  says: 'an adapter has no clock and no chance: two runs for the same day send the same requests',
  applies: always,
  check: async (bench) => {
    const first = await sentBy(bench)
    const second = await inAnotherYear(() => sentBy(bench))
    return differences(first, second, ['sent only the first time', 'sent only a year later'])
  },
}

const sentBy = (bench: Bench): Promise<readonly string[]> =>
  bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 3 }, async ({ run }) => {
    const watching = run()
    await readPages(watching, { asOf: ORDINARY_DAY })
    return watching.watch.sent.map((sent) => requestLine(bench, sent))
  })

function requestLine({ volatileHeaders }: Bench, { request }: Sent): string {
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => !volatileHeaders.includes(name.toLowerCase()),
  )
  const body = request.body === undefined ? null : Buffer.from(request.body).toString('utf8')
  return JSON.stringify([request.method, request.url, headers, body])
}

/** Runs the work with the machine's clock a year ahead and its dice loaded. */
async function inAnotherYear<Value>(work: () => Promise<Value>): Promise<Value> {
  const { Date: RealDate } = globalThis
  const random = Math.random
  const nowMs = () => RealDate.now() + YEAR_MS
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[]) =>
      Reflect.construct(target, given.length === 0 ? [nowMs()] : given) as object,
    get: (target, name) => (name === 'now' ? nowMs : Reflect.get(target, name)),
  })
  Math.random = () => 0.123
  try {
    return await work()
  } finally {
    globalThis.Date = RealDate
    Math.random = random
  }
}
