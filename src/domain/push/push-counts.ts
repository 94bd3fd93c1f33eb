// The counts of a push. Every transaction that could be sent is in exactly one of them.
import { HELD_REASONS, LEFT_REASONS } from './push-step.ts'
import type { HeldReason, LeftReason, PushStep } from './push-step.ts'

export type PushCounts = {
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly deleted: number
  readonly alreadyThere: number
  readonly unchanged: number
  /** Not sent by the destination's word, row by row. */
  readonly refused: number
  /** Planned, but the push ended before. */
  readonly unsent: number
  readonly left: Readonly<Record<LeftReason, number>>
  readonly held: Readonly<Record<HeldReason, number>>
}

/** `unmapped` transactions are in accounts that aren't sent at all. */
export function countSteps(steps: readonly PushStep[], unmapped: number): PushCounts {
  const of = (kind: PushStep['kind']) => steps.filter((step) => step.kind === kind).length
  const left = tally(LEFT_REASONS, steps.flatMap((step) => (step.kind === 'left' ? [step.reason] : [])))
  const held = tally(HELD_REASONS, steps.flatMap((step) => (step.kind === 'held' ? [step.reason] : [])))
  return {
    total: steps.length + unmapped,
    created: of('create') + of('second leg'),
    updated: of('update'),
    deleted: of('delete'),
    alreadyThere: of('already there'),
    unchanged: of('unchanged'),
    refused: 0,
    unsent: 0,
    left,
    held: { ...held, 'not-mapped': held['not-mapped'] + unmapped },
  }
}

function tally<Reason extends string>(
  reasons: readonly Reason[],
  found: readonly Reason[],
): Readonly<Record<Reason, number>> {
  const counts = Object.fromEntries(reasons.map((reason) => [reason, 0])) as Record<Reason, number>
  for (const reason of found) counts[reason] += 1
  return counts
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)

/** Whether every transaction is accounted for. */
export function addsUp(counts: PushCounts): boolean {
  const { total, left, held, ...others } = counts
  return total === sum(others) + sum(left) + sum(held)
}

/** What was written at the destination. */
export const writtenCount = ({ created, updated, deleted }: PushCounts): number => created + updated + deleted

export const leftCount = ({ left }: PushCounts): number => sum(left)
export const heldCount = ({ held }: PushCounts): number => sum(held)
