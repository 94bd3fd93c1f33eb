// Adapters that page, resume or claim wrongly.
import type { CalendarDate } from '../../../domain/calendar.ts'
import { asProviderError } from '../../contract/errors.ts'
import type { HttpClient } from '../../contract/http.ts'
import { checkpoint, EMPTY_PAGE } from '../../contract/page.ts'
import type { Checkpoint } from '../../contract/page.ts'
import { WINDOW, saboteur, pages, reading, through, bodyOf } from './sabotage.ts'
import type { Saboteur, SimulatorSession } from './sabotage.ts'

/** A checkpoint of the simulated bank that starts from so many changes. */
const markAt = (session: SimulatorSession, position: number): Checkpoint => {
  const key = session.credential.replace(/^credential-fake-/, '').replace(/-\d+$/, '')
  return checkpoint(`sim-changes-1 mark:${key}::${position}`)
}

export const onReading: readonly Saboteur[] = [
  saboteur('R1', 'remembers what it has told and leaves it out', ({ read }) => {
    const told = new Set<string>()
    return {
      read: async function* (session, request) {
        const isRepeated = request.cursor !== null && told.has(request.cursor)
        if (request.cursor !== null) told.add(request.cursor)
        for await (const page of read(session, request))
          yield isRepeated ? { ...page, upserts: [], removals: [] } : page
      },
    }
  }),
  saboteur(
    'R2',
    'sets the checkpoint one change too far',
    pages((page) => ({
      ...page,
      checkpoint:
        page.checkpoint === null
          ? null
          : checkpoint(page.checkpoint.replace(/\d+$/, (position) => String(Number(position) + 1))),
    })),
  ),
  saboteur(
    'R3',
    'drops the last of several pages',
    reading(async function* (read, session, request) {
      let count = 0
      for await (const page of read(session, request)) {
        count += 1
        const isDropped = page.checkpoint !== null && count > 1
        yield isDropped ? { ...page, upserts: [], coverage: [] } : { ...page, coverage: [] }
      }
    }),
  ),
  saboteur(
    'R4',
    'goes on from a page token as if it were a cursor',
    reading((read, session, request) => {
      const { cursor } = request
      if (cursor === null || !cursor.startsWith('token:')) return read(session, request)
      let isFirst = true
      const send: HttpClient['send'] = (asked, signal) => {
        const body = isFirst ? bodyOf(asked).replace('"token":null', `"token":"${cursor}"`) : bodyOf(asked)
        isFirst = false
        return session.http.send({ ...asked, body }, signal)
      }
      return read({ ...session, http: { send } }, { ...request, cursor: null })
    }),
  ),
  saboteur(
    'R5',
    'sets a checkpoint on every page',
    reading(async function* (read, session, request) {
      for await (const page of read(session, request)) {
        yield { ...page, coverage: [], checkpoint: page.checkpoint ?? markAt(session, 0) }
      }
    }),
  ),
  saboteur(
    'R5',
    'returns the pages before an error as a success',
    reading(async function* (read, session, request) {
      let count = 0
      try {
        for await (const page of read(session, request)) {
          count += 1
          yield page
        }
      } catch (error) {
        if (count === 0 || session.signal.aborted || asProviderError(error).kind !== 'retryLater') throw error
        yield { ...EMPTY_PAGE, checkpoint: markAt(session, 0) }
      }
    }),
  ),
  saboteur(
    'R6',
    'leaves pending rows out and claims them as complete',
    pages((page) => ({ ...page, upserts: page.upserts.filter(({ status }) => status === 'posted') })),
    WINDOW,
  ),
  saboteur(
    'R6',
    'claims days to come',
    pages((page) => ({
      ...page,
      coverage: page.coverage.map((claim) => ({
        ...claim,
        range: { ...claim.range, to: '2099-12-31' as CalendarDate },
      })),
    })),
    WINDOW,
  ),
  saboteur(
    'R7',
    'begins again without dropping what it had',
    reading(async function* (read, session, request) {
      try {
        yield* read(session, request)
      } catch (error) {
        if (asProviderError(error).kind !== 'restartSpan') throw error
        yield* read(session, request)
      }
    }),
  ),
  saboteur(
    'R8',
    'takes another connection’s cursor for its own',
    reading((read, session, request) => {
      const position = /^sim-changes-1 mark:[^:]+::(\d+)$/.exec(request.cursor ?? '')?.[1]
      return read(
        session,
        position === undefined ? request : { ...request, cursor: markAt(session, Number(position)) },
      )
    }),
  ),
  saboteur(
    'R9',
    'reads accounts that were not asked for',
    reading((read, session, request) => read(session, { ...request, accountSourceIds: null })),
  ),
  saboteur(
    'R10',
    'reads from the start again for as long as the bank says there is more',
    through((send, request, signal) => {
      const body = bodyOf(request).replace('"token":"token:0:0:0"', '"token":null')
      return send(request.body === undefined ? request : { ...request, body }, signal)
    }),
  ),
  saboteur(
    'R11',
    'does not listen to an abort',
    reading((read, session, request) => read({ ...session, signal: new AbortController().signal }, request)),
  ),
  saboteur(
    'R12',
    'asks the clock of the machine',
    through((send, request, signal) =>
      send({ ...request, url: `${request.url}?today=${new Date().toISOString().slice(0, 10)}` }, signal),
    ),
  ),
]
