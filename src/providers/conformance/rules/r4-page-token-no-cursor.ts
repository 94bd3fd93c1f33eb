import { asProviderError } from '../../contract/errors.ts'
import type { Cursor } from '../../contract/page.ts'
import { readJson } from '../../http/json-body.ts'
import { readPages, readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'
import type { Bench, Intercept } from '../bench.ts'

export const r4: Rule = {
  id: 'R4',
  says: 'a page token is never accepted as a cursor',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 2 }, async ({ run }) => {
      const tokens: string[] = []
      await readPages(run({ intercept: collecting(bench, tokens) }), { asOf: ORDINARY_DAY })
      const failures = tokens.length === 0 ? ['no page token was seen, so nothing was tried'] : []
      for (const token of new Set(tokens)) {
        // Typed code can't do this; a stored text from elsewhere can.
        const { error } = await readUntilError(run(), { asOf: ORDINARY_DAY, cursor: token as Cursor })
        if (error === null) failures.push(`the page token ${token} was taken for a cursor`)
        else if (asProviderError(error).kind !== 'cursorLost') failures.push(asProviderError(error).message)
      }
      return failures
    }),
}

const collecting =
  (bench: Bench, tokens: string[]): Intercept =>
  async (request, _number, send) => {
    const response = await send(request)
    const body = readJson(response)
    const token = body.ok ? bench.pageTokenIn(body.value) : null
    if (token !== null) tokens.push(token)
    return response
  }
