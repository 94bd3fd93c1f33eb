// Connecting to the simulated bank: begin, complete, repair, unlink.
import * as z from 'zod'
import type {
  ConnectedSession,
  Institution,
  LinkOutcome,
  LinkPrompt,
  LinkRequest,
  LinkReturn,
  Session,
} from '../../contract/adapter.ts'
import { asProviderError } from '../../contract/errors.ts'
import { askConnected, askOpenly } from './call.ts'
import type { SimulatorConfig } from './call.ts'

const bank = z.object({ id: z.string(), name: z.string() })
const banksAnswer = z.object({ banks: z.array(bank.extend({ country: z.string() })) })
const linkAnswer = z.object({ session: z.string(), page: z.url(), until: z.string() })
const resultAnswer = z.object({ state: z.enum(['open', 'done', 'left']), code: z.string().nullable() })
const exchangeAnswer = z.object({ credential: z.string().min(1), connection: z.string(), bank })

export async function searchInstitutions(session: Session<SimulatorConfig>): Promise<readonly Institution[]> {
  const { banks } = await askOpenly(session)('/banks', {}, banksAnswer)
  return banks.map(({ id, name, country }) => ({ id, name, countries: [country], url: null, note: null }))
}

export async function beginLink(
  session: Session<SimulatorConfig>,
  request: LinkRequest,
): Promise<LinkPrompt> {
  const answer = await askOpenly(session)('/link', { repair: request.repair !== null }, linkAnswer)
  return { show: { kind: 'redirect', url: answer.page }, expiresAt: answer.until, pending: answer.session }
}

export async function completeLink(
  session: Session<SimulatorConfig>,
  returned: LinkReturn,
): Promise<LinkOutcome> {
  if (returned.returnedState !== null && returned.returnedState !== returned.expectedState) {
    return { kind: 'declined', reason: 'state-mismatch' }
  }
  const ask = askOpenly(session)
  const { state, code } = await ask('/link/result', { session: returned.pending }, resultAnswer)
  if (state === 'left') return { kind: 'declined', reason: 'exited' }
  if (code === null) return { kind: 'waiting' }
  const answer = await ask('/link/exchange', { code }, exchangeAnswer)
  return {
    kind: 'connected',
    credential: answer.credential,
    connectionSourceId: answer.connection,
    institution: answer.bank,
    consentExpiresAt: null,
  }
}

/** Ends the connection. One that is gone already is as ended as it can be. */
export async function unlink(session: ConnectedSession<SimulatorConfig>): Promise<void> {
  try {
    await askConnected(session)('/unlink', {}, z.object({ closed: z.literal(true) }))
  } catch (error) {
    const failure = asProviderError(error)
    if (failure.kind !== 'gone') throw failure
  }
}
