import { applyCalibration, takeBackCalibration } from '../../app/calibrate-account.ts'
import { showBalanceProof } from '../../app/show-balance-proof.ts'
import { CALIBRATION_KINDS } from '../../domain/proof/calibration.ts'
import type { CalibrationKind } from '../../domain/proof/calibration.ts'
import { EXIT, isSet, reply, UsageError } from '../command.ts'
import type { Command } from '../command.ts'
import { withHousehold } from '../with-household.ts'

export const calibrate: Command = {
  summary: 'read the bank of an account as its balances prove it is meant, or as before',
  usage: 'ACCOUNT [WHAT] [--take-back] [--dry-run]',
  options: { 'take-back': { type: 'boolean' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  help: {
    'take-back': 'read it as before; transactions whose sign was corrected get their old one again',
    'dry-run': 'show what would happen and change nothing',
    json: 'answer in JSON',
  },
  run: async (program, given, [id, what, ...rest]) => {
    if (id === undefined || rest.length > 0) {
      throw new UsageError('name one account: `tributary accounts` lists their ids')
    }
    const wanted = what === undefined ? null : readWhat(what)
    if (wanted === null && isSet(given, 'take-back')) throw new UsageError(`say what: ${CALIBRATION_KINDS.join(', ')}`)
    return withHousehold(program, { hasWorker: false }, async (household) => {
      if (wanted === null) {
        const { calibrations, applied } = await showBalanceProof(household, id)
        const proposed = calibrations.flatMap(({ text, cures }) =>
          cures.map((cure) => `${text} To read it so: tributary calibrate ${id} ${cure}`),
        )
        const lines = [...applied.map(({ what: kind, text }) => `${text} (${kind})`), ...proposed]
        reply(program.out, given, { calibrations, applied }, lines.join('\n') || 'Its bank is read as it is meant.')
        return proposed.length > 0 ? EXIT.needsUser : EXIT.ok
      }
      const options = { isDryRun: isSet(given, 'dry-run') }
      const change = isSet(given, 'take-back') ? takeBackCalibration : applyCalibration
      const done = await change(household, id, wanted, options)
      const turned = done.transactions > 0 ? ` Signs turned: ${done.transactions}.` : ''
      const start = done.isDryRun ? 'This would be so; nothing was changed.' : 'Done.'
      reply(program.out, given, done, `${start}${turned} ${done.text}`)
      return EXIT.ok
    })
  },
}

function readWhat(word: string): CalibrationKind {
  const what = CALIBRATION_KINDS.find((kind) => kind === word)
  if (what === undefined) throw new UsageError(`there is no "${word}": ${CALIBRATION_KINDS.join(', ')}`)
  return what
}
