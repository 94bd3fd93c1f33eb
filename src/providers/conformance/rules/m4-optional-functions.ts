import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

export const m4: Rule = {
  id: 'M4',
  says: 'an optional function is there exactly when the manifest says so',
  applies: always,
  check: async ({ manifest, hasRefresh }) => {
    const isDeclared = manifest.capabilities.refresh === 'on-demand'
    if (isDeclared && !hasRefresh) return ['it declares refresh on demand and has no refresh function']
    return !isDeclared && hasRefresh ? ['it has a refresh function that its manifest does not declare'] : []
  },
}
