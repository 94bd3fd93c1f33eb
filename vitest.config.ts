import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'
import { TallyReporter } from './test/support/tally-reporter.ts'

/** Files that take minutes begin first: else one worker would still be at them when the other has long been idle. */
const LONGEST = [
  'test/crash/kill-at-each-point',
  'test/web/accessibility',
  'test/web/journeys',
  'test/laws/ledger-laws',
  'test/laws/planner-laws',
  'src/storage/postgres/managed',
  'test/e2e/cli.test',
  'test/undo/undo-syncs',
  'test/start-over',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.includes(name))
      return at < 0 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((left, right) => place(left) - place(right))
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'eval/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', new TallyReporter()],
    // Real databases and processes are slower than mocks; a hung test must still end well before CI's own
    // limit.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine on which the tests promise to pass.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
