// The thread that reads files and brings them in, with connections to the database of its own.
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { asRefusal } from './app/failures.ts'
import { FILE_TASKS } from './app/file-desk.ts'
import type { FileContext } from './app/file-context.ts'
import { keepReadings } from './app/kept-readings.ts'
import { readFile } from './providers/file/read-file.ts'
import { PROVIDER_CATEGORIES } from './providers/registry.ts'
import { openDatabase, openPool } from './storage/database.ts'
import { openKeyRing } from './storage/installation.ts'
import { useProviderCategories } from './storage/rulebook.ts'
import type { Tables } from './storage/schema.ts'
import { uuidv7Maker } from './storage/uuid.ts'
import type { FileJob, FileThreadStart, FromFileThread } from './worker/file-messages.ts'

const { access, home } = workerData as FileThreadStart
const port = parentPort
if (port === null) throw new Error('this is a thread, not a program')

const say = (message: FromFileThread): void => port.postMessage(message)
const newId = uuidv7Maker(Date.now, randomBytes)
// A connection that breaks while nothing is done is opened anew with the next job.
const db = openDatabase<Tables>(openPool(access, () => {}))
useProviderCategories(PROVIDER_CATEGORIES)
const keyRing = await openKeyRing(db, home, { newId, randomBytes })
const read = keepReadings(readFile)

async function work(job: FileJob): Promise<void> {
  const { id, owner } = job
  const context: FileContext = {
    ...owner,
    db,
    keyRing,
    now: () => new Date(),
    newId,
    randomBytes,
    readFile: read,
    tell: (step) => say({ kind: 'step', id, step }),
  }
  try {
    say({ kind: 'done', id, value: await run(context, job) })
  } catch (error) {
    const refusal = asRefusal(error)
    if (refusal === null) say({ kind: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) })
    else {
      const { code, message, actor, faults, retryAfterSeconds } = refusal
      say({ kind: 'refused', id, code, message, facts: { actor, ...(faults && { faults }), ...(retryAfterSeconds && { retryAfterSeconds }) } })
    }
  }
}

function run(context: FileContext, job: FileJob): Promise<unknown> {
  if (job.task === 'findAccount') return FILE_TASKS.findAccount(context, ...job.arguments)
  if (job.task === 'listAccounts') return FILE_TASKS.listAccounts(context, ...job.arguments)
  if (job.task === 'preview') return FILE_TASKS.preview(context, ...job.arguments)
  return FILE_TASKS.import(context, ...job.arguments)
}

port.on('message', (message: FileJob | 'end') => {
  if (message === 'end') void db.destroy().then(() => port.close())
  else void work(message)
})
