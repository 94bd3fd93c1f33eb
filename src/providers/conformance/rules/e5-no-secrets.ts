import type { Intercept, Opened, RunOptions } from '../bench.ts'
import { ProviderError } from '../../contract/errors.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'
import { readUntilError } from '../pages.ts'
import { ORDINARY_DAY, ordinaryWorld } from '../sample-worlds.ts'

export const e5: Rule = {
  id: 'E5',
  says: 'tokens, keys and account numbers never appear in errors or logs',
  applies: always,
  check: (bench) =>
    bench.withBank(ordinaryWorld, { asOf: ORDINARY_DAY, pageSize: 3 }, async (opened) => {
      const failures: string[] = []
      for (const [name, options] of Object.entries(situations(opened))) {
        failures.push(...(await leaksIn(opened, options)).map((leak) => `${name}: ${leak}`))
      }
      return failures
    }),
}

/**
 * Good reading, and failures whose answers hold everything that was sent: banks echo requests in error texts.
 */
const situations = ({ secrets }: Opened): Readonly<Record<string, RunOptions>> => {
  const echo =
    (status: number): Intercept =>
    async (request) => {
      const text = JSON.stringify({
        code: 'echo',
        error_code: 'ECHO',
        error_message: secrets.join(' '),
        sent: String(request.body),
      })
      return {
        status,
        headers: { 'content-type': 'application/json' },
        body: new Uint8Array(Buffer.from(text)),
      }
    }
  const unreachable: Intercept = async (request) => {
    throw new TypeError(
      `fetch failed for ${request.url} with ${JSON.stringify(request.headers)} ${String(request.body)}`,
    )
  }
  return {
    'a good read': {},
    'a 400': { intercept: echo(400) },
    'a 500': { intercept: echo(500) },
    'a 200 of another shape': { intercept: echo(200) },
    'no connection': { intercept: unreachable },
  }
}

async function leaksIn({ run, secrets }: Opened, options: RunOptions): Promise<readonly string[]> {
  const running = run(options)
  const { error } = await readUntilError(running, { asOf: ORDINARY_DAY })
  const said = [...running.watch.logs, ...(error instanceof ProviderError ? [saidBy(error)] : [])].join('\n')
  return secrets
    .filter((secret) => said.includes(secret))
    .map((secret) => `"${secret.slice(0, 12)}…" was said aloud`)
}

/** What of an error reaches logs and screens; its cause stays inside. */
function saidBy(error: ProviderError): string {
  const { cause: _, ...facts } = error.facts
  return `${error.message} ${JSON.stringify(facts)}`
}
