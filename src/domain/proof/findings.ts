// What the proof and the rhythm of an account have to tell a person, in one list: what is broken first.
import type { CalendarDate } from '../calendar.ts'
import type { Calibration } from './calibrate.ts'
import type { AccountProof } from './prove-account.ts'
import type { Rhythm } from './quiet.ts'

/**
 * `broken-proof`: the balances differ from the ledger. `doubled-before`: rows from before the first balance are there
 * twice. `wrong-reading`: the balances prove that the source is read with the wrong sign. `quiet`: nothing was posted
 * for longer than ever lately.
 */
export type Finding =
  | {
      readonly kind: 'broken-proof'
      /** The last balance that still fits. */
      readonly since: CalendarDate
      readonly intervals: number
      /** What the ledger's sum lacks to be the bank's, all intervals together, minor units. */
      readonly differenceMinor: bigint
      /** Rows that explain it, where one set of them does for certain; 0 where none does. */
      readonly explainedBy: number
      /** Each interval that differs is explained for certain. */
      readonly isExplained: boolean
    }
  | { readonly kind: 'doubled-before'; readonly explainedBy: number; readonly movedMinor: bigint }
  | { readonly kind: 'wrong-reading'; readonly calibration: Calibration }
  | { readonly kind: 'quiet'; readonly rhythm: Rhythm }

/** @param rhythm null where the account has none yet, or nothing reads it any more */
export function findingsOf(proof: AccountProof, rhythm: Rhythm | null): readonly Finding[] {
  return [
    ...(proof.state === 'differs' ? brokenProof(proof) : []),
    ...doubledBefore(proof),
    ...proof.calibrations
      .filter(({ proposal }) => proposal !== 'none')
      .map((calibration) => ({ kind: 'wrong-reading' as const, calibration })),
    ...(rhythm?.isQuiet === true ? [{ kind: 'quiet' as const, rhythm }] : []),
  ]
}

function brokenProof({ chains: [leading] }: AccountProof): readonly Finding[] {
  const wrong = (leading?.checks ?? []).filter(({ verdict }) => verdict === 'differs')
  const [first] = wrong
  if (first === undefined) return []
  const certain = wrong.filter(({ explanation }) => explanation?.certainty === 'only')
  const rows = new Set(certain.flatMap(({ explanation }) => (explanation?.sets.flat() ?? []).map(({ row }) => row.id)))
  return [
    {
      kind: 'broken-proof',
      since: first.from.point.on,
      intervals: wrong.length,
      differenceMinor: wrong.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n),
      explainedBy: rows.size,
      isExplained: certain.length === wrong.length,
    },
  ]
}

function doubledBefore({ chains }: AccountProof): readonly Finding[] {
  return chains.flatMap(({ opening }) =>
    opening?.explanation?.certainty === 'only'
      ? [
          {
            kind: 'doubled-before' as const,
            explainedBy: opening.explanation.sets[0]?.length ?? 0,
            movedMinor: opening.movedMinor,
          },
        ]
      : [],
  )
}
