// A rule is a function that gives the ways in which a provider breaks it. It can be run without a test
// runner, so that tests can prove that it fails when it should.
import type { Capabilities } from '../contract/manifest.ts'
import type { Bench } from './bench.ts'

export type Rule = {
  /** `R3`: the letter tells the group, as in the list of rules. */
  readonly id: string
  /** The rule in one sentence. */
  readonly says: string
  /** True, or why the rule says nothing about a provider with these capabilities. */
  readonly applies: (capabilities: Capabilities) => true | string
  /** Each way in which it is broken, in words; empty where it holds. */
  readonly check: (bench: Bench) => Promise<readonly string[]>
}

export const always = (): true => true

/** The failures of a rule. Whatever a check throws is a failure too: nothing passes by accident. */
export async function runRule(rule: Rule, bench: Bench): Promise<readonly string[]> {
  try {
    return await rule.check(bench)
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : 'something that is no error'
    return [`the check of ${rule.id} was ended by ${said}`]
  }
}

/** Why the rule is not run on this provider, or null where it is. */
export function skipReason(rule: Rule, bench: Bench): string | null {
  const applies = rule.applies(bench.manifest.capabilities)
  return applies === true ? (bench.skips[rule.id] ?? null) : applies
}
