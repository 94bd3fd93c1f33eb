import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Prints one last line that a person and a script can read: `N passed, N failed, N skipped`. */
export class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state)
      tally.passed += states.filter((state) => state === 'passed').length
      tally.failed += states.filter((state) => state === 'failed').length
      tally.skipped += states.filter((state) => state === 'skipped' || state === 'pending').length
      // A file that cannot be loaded, or whose hooks fail, has no failed test of its own.
      if (module.state() === 'failed' && !states.includes('failed')) tally.failed += 1
    }
    console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
  }
}
