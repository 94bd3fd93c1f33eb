import { existsSync } from 'node:fs'
import { always } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** The reference adapter is no product, so it has no page for users and lives with the kit. */
const KIT_OWN = 'simulator'

export const m3: Rule = {
  id: 'M3',
  says: 'the folder, the id and the page in the docs have one name',
  applies: always,
  check: async ({ manifest: { id } }) => {
    if (id === KIT_OWN)
      return existsSync(new URL('../simulator.ts', import.meta.url)) ? [] : ['the simulator has moved']
    const failures: string[] = []
    if (!existsSync(new URL(`../../${id}/index.ts`, import.meta.url)))
      failures.push(`there is no src/providers/${id}/index.ts`)
    if (!existsSync(new URL(`../../../../docs/providers/${id}.md`, import.meta.url))) {
      failures.push(`there is no docs/providers/${id}.md`)
    }
    return failures
  },
}
