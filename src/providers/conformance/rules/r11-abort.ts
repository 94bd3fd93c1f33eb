import type { Bench } from '../bench.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

/** How long an aborted read may take to end. */
const STOP_MS = 1_000

export const r11: Rule = {
  id: 'R11',
  says: 'an abort ends the read within a second, with an error and without a further call',
  applies: always,
  check: async (bench) => [...(await betweenPages(bench)), ...(await duringACall(bench))],
}

function betweenPages(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run }) => {
    const stop = new AbortController()
    const { watch, read } = run({ signal: stop.signal })
    let sentBefore = 0
    try {
      for await (const page of read({ asOf: ORDINARY_DAY })) {
        if (stop.signal.aborted || page.upserts.length === 0) continue
        stop.abort()
        sentBefore = watch.sent.length
      }
    } catch {
      const further = watch.sent.length - sentBefore
      return further === 0 ? [] : [`it made ${further} calls after the abort`]
    }
    return ['it read on to the end after the abort']
  })
}

function duringACall(bench: Bench): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run, setFaults }) => {
    setFaults([])
    const stop = new AbortController()
    const called = Promise.withResolvers<void>()
    const { read } = run({
      signal: stop.signal,
      // A bank that never answers; only the signal that the adapter passes along ends the wait.
      intercept: () => {
        called.resolve()
        return new Promise(() => {})
      },
    })
    const reading = drain(read({ asOf: ORDINARY_DAY })).then(
      () => 'it took the abort for the end',
      () => null,
    )
    await called.promise
    stop.abort()
    const late = new Promise<string>((resolve) =>
      setTimeout(() => resolve('it went on after the abort'), STOP_MS).unref(),
    )
    const failure = await Promise.race([reading, late])
    return failure === null ? [] : [failure]
  })
}

async function drain(pages: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of pages) count += 1
  return count
}
