// Imports, answers and questions of a fake household, and their undo.
import { Hono } from 'hono'
import type { TransactionView } from '../../../src/api/contract.ts'
import type { BatchView, UndoResultView } from '../../../src/api/contract/batches.ts'
import { fakeCounts, type FakeHousehold } from './household.ts'
import { minutesAgo } from './ledger.ts'

type Deed = { batch: BatchView; undo: () => void }

function makeBatch(id: string, part: Partial<BatchView>): BatchView {
  return {
    id,
    kind: 'sync',
    name: 'First Platypus Bank',
    runId: null,
    connectionId: null,
    fileId: null,
    planHash: 'f00d',
    counts: fakeCounts({ fetched: 34, added: 3, unchanged: 31 }),
    createdAt: minutesAgo(12),
    undoneAt: null,
    ...part,
  }
}

function firstDeeds(household: FakeHousehold): Deed[] {
  if (household.transactions.length === 0) return []
  return [
    { batch: makeBatch('bat_sync', { connectionId: 'con_platypus', runId: 'run_platypus' }), undo: () => undefined },
    {
      batch: makeBatch('bat_file', {
        kind: 'file',
        name: 'statement-november.csv',
        fileId: 'fil_old',
        counts: fakeCounts({ fetched: 42, added: 37, updated: 1, unchanged: 3, rejected: 1 }),
        createdAt: minutesAgo(26 * 60),
      }),
      undo: () => undefined,
    },
    {
      batch: makeBatch('bat_undone', { createdAt: minutesAgo(50 * 60), undoneAt: minutesAgo(49 * 60) }),
      undo: () => undefined,
    },
  ]
}

/** Routes of batches and reviews. An answer takes its question away; its undo brings it back. */
export function historyRoutes(household: FakeHousehold): Hono {
  const app = new Hono()
  const deeds = firstDeeds(household)
  const find = (id: string) => deeds.find(({ batch }) => batch.id === id)
  const decide = (undo: () => void, transactionId: string) => {
    const batch = makeBatch(`bat_decided_${deeds.length}`, {
      kind: 'decision',
      name: 'Your decision',
      counts: fakeCounts({}),
      createdAt: minutesAgo(0),
    })
    deeds.unshift({ batch, undo })
    return { batchId: batch.id, transactionId }
  }

  app.get('/reviews', (context) => context.json({ reviews: household.reviews }))
  app.post('/reviews/:id/answer', (context) => {
    const before = [...household.reviews]
    const review = before.find(({ id }) => id === context.req.param('id'))
    if (review === undefined) return context.json({ detail: 'Answered before.', status: 409, actor: 'user' }, 409)
    household.reviews.splice(before.indexOf(review), 1)
    household.overview.openReviews = household.reviews.length
    const undo = () => {
      household.reviews.splice(0, household.reviews.length, ...before)
      household.overview.openReviews = before.length
    }
    return context.json(decide(undo, review.subject.id))
  })
  // The answer about a payoree is a change of the rulebook.
  app.post('/rulebook/changes/:id/undo', (context, next) => {
    const deed = find(context.req.param('id'))
    if (deed === undefined) return next()
    deed.undo()
    return Promise.resolve(context.json({ restored: 0, keptIds: [] }))
  })
  app.post('/transactions/:id/:verb{separate|join}', (context) =>
    context.json(decide(() => undefined, context.req.param('id'))),
  )

  app.get('/batches', (context) => context.json({ batches: deeds.map(({ batch }) => batch), nextCursor: null }))
  app.get('/batches/:id', (context) => {
    const deed = find(context.req.param('id'))
    if (deed === undefined) return context.notFound()
    const rejected = deed.batch.kind === 'file' ? [{ line: 14, sourceId: null, reason: '"31/02/2026" is not a date.' }] : []
    return context.json({ ...deed.batch, rejected })
  })
  app.post('/batches/:id/undo', async (context) => {
    const deed = find(context.req.param('id'))
    if (deed === undefined) return context.notFound()
    const { isDryRun = false }: { isDryRun?: boolean } = await context.req.json()
    if (!isDryRun) {
      deed.undo()
      deed.batch.undoneAt = minutesAgo(0)
    }
    return context.json(undoResult(deed.batch, household.transactions, isDryRun))
  })
  return app
}

function undoResult(batch: BatchView, transactions: readonly TransactionView[], isDryRun: boolean): UndoResultView {
  const kept = batch.kind === 'decision' ? [] : transactions.filter(({ isEdited }) => isEdited)
  return {
    batch: { ...batch },
    isDryRun,
    removed: batch.counts.added - kept.length,
    restored: batch.counts.updated,
    parted: 0,
    keptCount: kept.length,
    kept: kept.map((transaction) => ({ reason: 'edited', transaction })),
    connection: null,
    words: 'Undone: 36 transactions are gone, 1 stays because you changed something there since.',
  }
}
