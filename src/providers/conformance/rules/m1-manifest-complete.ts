import { manifest } from '../../contract/manifest.ts'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

export const m1: Rule = {
  id: 'M1',
  says: 'the manifest is valid and complete',
  applies: always,
  check: async (bench) => {
    const parsed = manifest.safeParse(bench.manifest)
    if (!parsed.success)
      return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    const { hosts, capabilities } = parsed.data
    const failures: string[] = []
    if (Object.keys(hosts).length === 0) failures.push('it names no host for any environment')
    if (capabilities.historyDays < capabilities.restatesDays)
      failures.push('it rewrites more days than it gives')
    if (capabilities.pending === 'none' && capabilities.pendingDays > 0)
      failures.push('it has pendingDays but no pending')
    return failures
  },
}
