// What field 86 says of a movement, in the dialect that its own marks tell.
import { readAccountFirst } from './account-first-details.ts'
import type { Details } from './details.ts'
import type { Field } from './fields.ts'
import { readKeywords } from './keyword-details.ts'
import { readNonSwift } from './non-swift-details.ts'
import { readSlashed } from './slash-details.ts'
import { readSubfields } from './subfield-details.ts'
import { joinLines } from './text-lines.ts'

/** Reads the 86 and NS fields that follow one movement. */
export function readDetails(fields: readonly Field[]): Details {
  const nonSwift = fields.filter(({ tag }) => tag === 'NS').flatMap(({ lines }) => lines)
  const lines = fields.filter(({ tag }) => tag === '86').flatMap((field) => trimmedEnd(field.lines))
  if (lines.length === 0 && nonSwift.length > 0) return readNonSwift(nonSwift)
  return (
    readSubfields(lines) ??
    readSlashed(lines) ??
    readKeywords(lines) ??
    readAccountFirst(lines) ??
    plain(lines)
  )
}

const plain = (lines: readonly string[]): Details => ({
  description: joinLines(lines),
  name: null,
  account: null,
  reference: null,
  parts: {},
})

function trimmedEnd(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return lines.slice(0, last + 1)
}
