import type { Bench, Intercept } from '../bench.ts'
import { ProviderError } from '../../contract/errors.ts'
import type { ErrorKind } from '../../contract/errors.ts'
import type { HttpResponse } from '../../contract/http.ts'
import { exchangeFailure } from '../../http/failures.ts'
import { readUntilError } from '../pages.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

type Trouble = {
  readonly name: string
  readonly answer: () => HttpResponse
  readonly kinds: readonly ErrorKind[]
}

const answering = (status: number, type: string, text: string) => (): HttpResponse => ({
  status,
  headers: { 'content-type': type },
  body: new Uint8Array(Buffer.from(text)),
})

const broken = (code: string) => (): HttpResponse => {
  const idle = new AbortController().signal
  throw exchangeFailure(Object.assign(new Error('broken by the test'), { code }), 'the bank', idle, idle)
}

/**
 * Everything but the engine's own signals: a proxy's 404 or an HTML page must not make us drop spans or
 * cursors.
 */
const ANY: readonly ErrorKind[] = ['needsUser', 'needsOperator', 'retryLater', 'gone', 'broken']
const LATER: readonly ErrorKind[] = ['retryLater']
const UNREADABLE: readonly ErrorKind[] = ['retryLater', 'broken']

const TROUBLES: readonly Trouble[] = [
  ...[400, 401, 403, 404, 405, 409, 410, 418, 422].map((status) => ({
    name: `an empty ${status}`,
    answer: answering(status, 'text/plain', ''),
    kinds: ANY,
  })),
  ...[408, 429, 500, 502, 503, 504].map((status) => ({
    name: `a ${status} in HTML`,
    answer: answering(status, 'text/html', '<html><body>Sorry</body></html>'),
    kinds: LATER,
  })),
  { name: 'a redirect', answer: answering(302, 'text/html', ''), kinds: UNREADABLE },
  { name: 'a 204', answer: answering(204, 'application/json', ''), kinds: UNREADABLE },
  { name: 'HTML under 200', answer: answering(200, 'text/html', '<html></html>'), kinds: UNREADABLE },
  {
    name: 'a truncated body',
    answer: answering(200, 'application/json', '{"rows":[{"acc'),
    kinds: UNREADABLE,
  },
  { name: 'an empty body', answer: answering(200, 'application/json', ''), kinds: UNREADABLE },
  {
    name: 'JSON of another shape',
    answer: answering(200, 'application/json', '{"hello":[1]}'),
    kinds: UNREADABLE,
  },
  { name: 'JSON null', answer: answering(200, 'application/json', 'null'), kinds: UNREADABLE },
  { name: 'another content type', answer: answering(200, 'text/plain', 'hello'), kinds: UNREADABLE },
  { name: 'a timeout', answer: broken('UND_ERR_BODY_TIMEOUT'), kinds: LATER },
  { name: 'a reset', answer: broken('ECONNRESET'), kinds: LATER },
]

export const e1: Rule = {
  id: 'E1',
  says: 'each status, timeout, reset and unreadable body is a failure with a name',
  applies: always,
  check: async (bench) => (await Promise.all(TROUBLES.map((trouble) => failuresOf(bench, trouble)))).flat(),
}

function failuresOf(bench: Bench, { name, answer, kinds }: Trouble): Promise<readonly string[]> {
  return bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY }, async ({ run }) => {
    const intercept: Intercept = (request, _number, send) =>
      new URL(request.url).pathname.endsWith(bench.transactionsPath)
        ? Promise.resolve().then(answer)
        : send(request)
    const { error } = await readUntilError(run({ intercept }), { asOf: ORDINARY_DAY })
    if (error === null) return [`${name} was taken for a good answer`]
    if (!(error instanceof ProviderError)) return [`${name} became no provider error`]
    return kinds.includes(error.kind) ? [] : [`${name} became ${error.kind}/${error.reason}`]
  })
}
