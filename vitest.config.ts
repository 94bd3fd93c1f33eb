import { defineConfig } from 'vitest/config'
import { TallyReporter } from './test/support/tally-reporter.ts'

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
  },
})
