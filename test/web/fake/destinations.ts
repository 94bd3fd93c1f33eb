import { Hono } from 'hono'
import type { DestinationView, ProgramView, PushPlanView, PushView } from '../../../src/api/contract/destinations.ts'
import type { FakeHousehold } from './household.ts'

const PROGRAM: ProgramView = {
  name: 'envelopes',
  label: 'Envelopes',
  settings: [
    {
      name: 'address',
      label: 'Address',
      help: 'Where it is.',
      isSecret: false,
      isRequired: true,
      kind: 'address',
    },
    { name: 'token', label: 'Token', help: 'From its settings.', isSecret: true, isRequired: true, kind: 'text' },
  ],
  canHoldPending: true,
  requestsPerHourMax: null,
}

const COUNTS = {
  total: 20,
  created: 14,
  updated: 0,
  deleted: 0,
  alreadyThere: 2,
  unchanged: 0,
  refused: 0,
  unsent: 0,
  left: { 'changed-there': 1 },
  leftTotal: 1,
  held: { 'in-review': 3 },
  heldTotal: 3,
}
const WORDS = '2 were there already. 1 changed there, left alone. 3 wait for your answer in Review.'

const push = (id: string, change: Partial<PushView>): PushView => ({
  id,
  destinationId: 'dst_1',
  destinationName: 'Our envelopes',
  program: PROGRAM.name,
  kind: 'push',
  undoesPushId: null,
  state: 'succeeded',
  counts: COUNTS,
  words: `Sent 14. ${WORDS}`,
  failure: null,
  startedAt: '2026-03-10T08:00:00.000Z',
  endedAt: '2026-03-10T08:00:10.000Z',
  undoable: 14,
  ...change,
})

const FAILED = push('psh_2', {
  state: 'failed',
  undoable: 0,
  failure: {
    reason: 'sign-in',
    message: "Envelopes doesn't take the access token. Make a new token there and enter it here.",
    actor: 'user',
    retryAt: null,
  },
})

const PLAN: PushPlanView = {
  destinationId: 'dst_1',
  counts: COUNTS,
  words: `Would send 14. ${WORDS}`,
  steps: [
    {
      what: 'create',
      reason: null,
      why: null,
      transactionId: 'txn_1',
      on: '2026-03-09',
      payoree: 'Baker',
      description: 'BAKER 12',
      amount: { minor: '-1234', currency: 'USD', decimal: '-12.34' },
      fields: [],
    },
    {
      what: 'held',
      reason: 'in-review',
      why: 'wait for your answer in Review',
      transactionId: 'txn_2',
      on: null,
      payoree: null,
      description: null,
      amount: null,
      fields: [],
    },
  ],
  stepsTotal: 60,
}

/** One budget program in the full household, none in the others. */
export function destinationRoutes(household: FakeHousehold): Hono {
  const app = new Hono()
  const [account] = household.accounts
  const ours = { accountId: account?.id ?? 'acc_1', accountName: account?.name ?? 'Checking', currency: 'USD' }
  const mapping = {
    ...ours,
    theirAccountId: '1',
    theirName: 'My checking',
    theirCurrency: 'USD',
    sendsFromOn: '2026-01-01',
  }
  const pushes: PushView[] = account === undefined ? [] : [FAILED, push('psh_1', {})]
  const destinations: DestinationView[] = account === undefined ? [] : [made('dst_1')]

  function made(id: string): DestinationView {
    return {
      id,
      program: PROGRAM.name,
      programLabel: PROGRAM.label,
      name: 'Our envelopes',
      settings: {},
      accounts: [mapping],
      lastPush: null,
      createdAt: '2026-03-01T08:00:00.000Z',
    }
  }

  app.get('/destinations', (context) => context.json({ programs: [PROGRAM], destinations }))
  app.post('/destinations', (context) => {
    destinations.push({ ...made('dst_2'), accounts: [] })
    return context.json(destinations.at(-1), 201)
  })
  app.put('/destinations/:id', (context) => context.json(made(context.req.param('id'))))
  app.get('/destinations/:id/plan', (context) => context.json(PLAN))
  app.get('/destinations/:id/accounts', (context) =>
    context.json({
      accounts: [{ id: ours.accountId, name: ours.accountName, currency: 'USD' }],
      theirAccounts: [{ id: '1', name: 'My checking', currency: 'USD', isClosed: false }],
      mappings: [mapping],
    }),
  )
  app.post('/destinations/:id/pushes', (context) => {
    pushes.unshift(push('psh_3', { words: 'Nothing new to send.', undoable: 0 }))
    return context.json({ id: 'psh_3' }, 202)
  })
  app.get('/pushes', (context) => context.json({ pushes }))
  app.post('/pushes/:id/undo', (context) => {
    pushes.unshift(push('psh_4', { kind: 'undo', words: 'Put back 0, took back 14.', undoable: 0 }))
    return context.json({ id: 'psh_4' }, 202)
  })
  return app
}
