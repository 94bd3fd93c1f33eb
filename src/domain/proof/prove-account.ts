// The proof of a whole account: the chains of both kinds of balance, what they say of signs, and one state for it all.
import type { AccountKind } from '../account.ts'
import type { BalancePoint, ProofRow } from './balance-point.ts'
import { calibrate } from './calibrate.ts'
import type { Calibration } from './calibrate.ts'
import { proveChain } from './prove.ts'
import type { ChainProof } from './prove.ts'

/**
 * `no-balance`: no source tells one. `first-balance`: there is one, and nothing yet to check it against. `proved`: every
 * interval fits, or differs by a day or by what the person hid. `stale-holds`: booked fits, and what is available shows
 * that holds are over. `differs`: something is missing, doubled or wrong.
 */
export type ProofState = 'no-balance' | 'first-balance' | 'proved' | 'stale-holds' | 'differs'

export type AccountProof = {
  readonly state: ProofState
  /** Somebody must look: the ledger is wrong somewhere, or the source speaks with another sign than is assumed. */
  readonly needsUser: boolean
  /** The chain that the state comes from first. */
  readonly chains: readonly ChainProof[]
  readonly calibrations: readonly Calibration[]
}

/** @param earlierMinor what is posted and shown before the first of `rows` */
export function proveAccount(
  kind: AccountKind,
  points: readonly BalancePoint[],
  rows: readonly ProofRow[],
  earlierMinor: bigint,
): AccountProof {
  const kinds = ['booked', 'available'] as const
  const chains = kinds
    .map((each) => proveChain(each, points, rows, earlierMinor))
    .filter((chain) => chain.points > 0)
    .toSorted((left, right) => Number(right.checks.length > 0) - Number(left.checks.length > 0))
  const calibrations = chains.map((chain) => calibrate(chain.kind, kind, points, rows, earlierMinor))
  const state = stateOf(chains)
  const needsUser =
    state === 'differs' ||
    chains.some(hasDoubledBefore) ||
    calibrations.some(({ proposal }) => asksForFlip(proposal))
  return { state, needsUser, chains, calibrations }
}

function stateOf(chains: readonly ChainProof[]): ProofState {
  const [leading] = chains
  if (leading === undefined) return 'no-balance'
  if (leading.checks.length === 0) return 'first-balance'
  if (differs(leading)) return hasOnlyStaleHolds(leading) ? 'stale-holds' : 'differs'
  return chains.some(hasOnlyStaleHolds) ? 'stale-holds' : 'proved'
}

const differs = ({ checks }: ChainProof): boolean => checks.some(({ verdict }) => verdict === 'differs')

/** What is available differs, and in every case certain holds and nothing else explain it. */
function hasOnlyStaleHolds(chain: ChainProof): boolean {
  const wrong = chain.checks.filter(({ verdict }) => verdict === 'differs')
  return (
    wrong.length > 0 &&
    wrong.every(
      ({ explanation }) =>
        explanation?.certainty === 'only' &&
        explanation.sets.every((set) => set.every(({ fault }) => fault === 'stale-hold')),
    )
  )
}

/** Rows from before the first balance grew by just what some of them are worth that look doubled. */
const hasDoubledBefore = ({ opening }: ChainProof): boolean => opening?.explanation?.certainty === 'only'

const asksForFlip = (proposal: Calibration['proposal']): boolean =>
  proposal === 'flip-rows' || proposal === 'flip-balance' || proposal === 'flip-either'
