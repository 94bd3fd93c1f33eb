import { expect } from 'vitest'
import type { Result } from '../../src/domain/result.ts'
import type { JsonValue, RejectedRecord, SourceRecord } from '../../src/domain/source-record.ts'
import { recordFaults } from '../../src/providers/conformance/record-faults.ts'

type RowMapping = (raw: JsonValue) => Result<SourceRecord, RejectedRecord>

/** A row ends in one place, unchanged: as a record of canonical form, or rejected with a reason. */
export const landsSomewhere =
  (map: RowMapping) =>
  (raw: JsonValue): void => {
    const before = JSON.stringify(raw)
    const mapped = map(raw)
    if (mapped.ok) expect(recordFaults(mapped.value)).toEqual([])
    else expect(mapped.reason.reason).not.toBe('')
    expect(mapped.ok ? mapped.value.raw : mapped.reason.raw).toBe(raw)
    expect(JSON.stringify(raw)).toBe(before)
  }
