// Named places at which a test may kill the process: one after each await of the sync engine and of the commit. Nothing
// is armed outside of such a test.

let armed: { readonly name: string; hitsLeft: number } | null = null

/** From now on the process kills itself when it passes the named point for the `hit`-th time (1: the first). */
export function armCrash(name: string, hit: number): void {
  armed = { name, hitsLeft: hit }
}

let listener: ((name: string) => void) | null = null

/** Tells of each point that is passed, so that a test can see that all of them are; null ends it. */
export function watchCrashPoints(hear: ((name: string) => void) | null): void {
  listener = hear
}

/** Marks a place where the process may die. `name` is unique in the program: `file: what has just happened`. */
export function crashPoint(name: string): void {
  listener?.(name)
  if (armed?.name !== name) return
  armed.hitsLeft -= 1
  if (armed.hitsLeft > 0) return
  // SIGKILL: no handler runs and nothing is flushed, as when the power goes.
  process.kill(process.pid, 'SIGKILL')
  // The signal arrives between two instructions of another thread; until then nothing more may happen here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
