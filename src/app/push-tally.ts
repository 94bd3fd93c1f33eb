import type { PushCounts } from '../domain/push/push-counts.ts'
import type { LeftReason } from '../domain/push/push-step.ts'

type Done = 'created' | 'updated' | 'deleted' | 'alreadyThere' | 'refused'

/** Counts while a push goes on: what is planned and not done yet is `unsent`, so that they add up at any time. */
export class PushTally {
  #counts: PushCounts

  constructor(counts: PushCounts) {
    this.#counts = counts
  }

  /** Takes the counts of the plan: its writes are still to be done. */
  begin(planned: PushCounts): void {
    const { created, updated, deleted, alreadyThere } = planned
    const unsent = created + updated + deleted + alreadyThere
    this.#counts = { ...planned, created: 0, updated: 0, deleted: 0, alreadyThere: 0, unsent }
  }

  done(what: Done): void {
    this.#counts = { ...this.#counts, unsent: this.#counts.unsent - 1, [what]: this.#counts[what] + 1 }
  }

  left(reason: LeftReason): void {
    const left = { ...this.#counts.left, [reason]: this.#counts.left[reason] + 1 }
    this.#counts = { ...this.#counts, unsent: this.#counts.unsent - 1, left }
  }

  counts(): PushCounts {
    return this.#counts
  }
}
