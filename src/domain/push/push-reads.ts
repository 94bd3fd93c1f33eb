// What must be read at a destination before a draft can be settled.
import { addDays } from '../calendar.ts'
import type { CalendarDate } from '../calendar.ts'
import type { PushStep } from './push-step.ts'

export type AccountRead = {
  readonly theirAccountId: string
  readonly fromOn: CalendarDate
  readonly toOn: CalendarDate
  readonly theirIds: readonly string[]
}

/** Some programs move a row to a working day or to their own time zone. */
const DAYS_AROUND = 3

/** One read for each account of the destination in which something would be written; none where nothing is. */
export function pushReads(draft: readonly PushStep[]): readonly AccountRead[] {
  const reads = new Map<string, { days: CalendarDate[]; theirIds: string[] }>()
  const readOf = (theirAccountId: string) => {
    const read = reads.get(theirAccountId) ?? { days: [], theirIds: [] }
    reads.set(theirAccountId, read)
    return read
  }
  for (const step of draft) {
    if (step.kind === 'create') readOf(step.theirAccountId).days.push(step.entry.row.bookedOn)
    if (step.kind === 'second leg') {
      readOf(step.create.theirAccountId).days.push(step.create.entry.row.bookedOn, step.leadOn)
    }
    if (step.kind === 'update' || step.kind === 'delete') {
      const read = readOf(step.sent.theirAccountId)
      read.days.push(step.sent.facts.bookedOn)
      read.theirIds.push(step.sent.theirId)
    }
  }
  return [...reads].map(([theirAccountId, { days, theirIds }]) => {
    const sorted = days.toSorted()
    const first = sorted[0] as CalendarDate
    const last = sorted.at(-1) as CalendarDate
    return { theirAccountId, fromOn: addDays(first, -DAYS_AROUND), toOn: addDays(last, DAYS_AROUND), theirIds }
  })
}
