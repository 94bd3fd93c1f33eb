// What a person may set right about how an account's bank is read, once its balances have proved it.
import type { SourceBalance } from '../account.ts'
import type { Calibration } from './calibrate.ts'

/**
 * `flip-rows`: its transactions have the other sign. `flip-booked`, `flip-available`: its balance has, as what is owed
 * is told. `holds-in-booked`: its booked balance holds what is pending. `no-holds-in-available`: its available one does
 * not.
 */
export const CALIBRATION_KINDS = [
  'flip-rows',
  'flip-booked',
  'flip-available',
  'holds-in-booked',
  'no-holds-in-available',
] as const
export type CalibrationKind = (typeof CALIBRATION_KINDS)[number]

const FLIPS: Readonly<Record<SourceBalance['kind'], CalibrationKind>> = {
  booked: 'flip-booked',
  available: 'flip-available',
}

/** What would set a proposal right; several where the balances do not tell which of them. */
export function curesOf({ kind, proposal }: Pick<Calibration, 'kind' | 'proposal'>): readonly CalibrationKind[] {
  switch (proposal) {
    case 'flip-rows':
      return ['flip-rows']
    case 'flip-balance':
      return [FLIPS[kind]]
    case 'flip-either':
      return ['flip-rows', FLIPS[kind]]
    case 'holds-in-booked':
    case 'no-holds-in-available':
      return [proposal]
    // The bank speaks as was assumed at first: what was applied is taken back.
    case 'no-holds-in-booked':
    case 'holds-in-available':
    case 'none':
      return []
  }
}

/** The calibration whose taking back sets a proposal right; null where none does. */
export function staleOf(proposal: Calibration['proposal']): CalibrationKind | null {
  if (proposal === 'no-holds-in-booked') return 'holds-in-booked'
  return proposal === 'holds-in-available' ? 'no-holds-in-available' : null
}
