// The front of the file thread: hands it jobs, keeps their steps, ends it when there is nothing to do, and outlives it.
import { Worker } from 'node:worker_threads'
import type { FileOwner, FileStep } from '../app/file-context.ts'
import type { FileDesk, FileResult, FileTask } from '../app/file-desk.ts'
import { Refusal } from '../app/refusal.ts'
import type { FileJob, FileThreadStart, FromFileThread } from './file-messages.ts'

/** A thread that nobody has used for so long gives its memory back. */
const IDLE_MS = 60_000
/** The largest file takes some 20 s here; a machine ten times slower still gets through. */
const JOB_MS_MAX = 5 * 60_000
/** A file of 100,000 rows peaks at some 500 MiB with its plan. What needs more ends the thread, not the server. */
const THREAD_MIB_MAX = 1_536
/** Most of what reading makes lives shortly; the server's own narrow limit would have it copied again and again. */
const YOUNG_MIB_MAX = 64

type Pending = {
  readonly key: string
  readonly timer: NodeJS.Timeout
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  step: FileStep | null
}

export type FileThread = FileDesk & { readonly end: () => Promise<void> }

/** A desk whose work is done by a thread, which the first job starts. */
export function openFileThread(start: FileThreadStart, entry: URL): FileThread {
  const jobs = new Map<number, Pending>()
  let thread: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let count = 0

  const settle = (id: number): Pending | undefined => {
    const job = jobs.get(id)
    jobs.delete(id)
    clearTimeout(job?.timer)
    if (jobs.size === 0) idle = setTimeout(() => void end(), IDLE_MS).unref()
    return job
  }

  const hear = (message: FromFileThread): void => {
    if (message.kind === 'step') {
      const job = jobs.get(message.id)
      if (job !== undefined) job.step = message.step
    } else if (message.kind === 'done') settle(message.id)?.resolve(message.value)
    else if (message.kind === 'failed') settle(message.id)?.reject(message.error)
    else settle(message.id)?.reject(new Refusal(message.code, message.message, message.facts))
  }

  /** Whatever ended it, the database has undone what was not committed. */
  const lose = (lost: Worker, why: Error): void => {
    if (thread === lost) thread = null
    for (const id of jobs.keys()) settle(id)?.reject(why)
  }

  const running = (): Worker => {
    if (thread !== null) return thread
    const started = new Worker(entry, {
      workerData: start,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MIB_MAX, maxYoungGenerationSizeMb: YOUNG_MIB_MAX },
    })
    // Waiting for work must not keep a command line alive; a job's own timer does.
    started.unref()
    started.on('message', hear)
    started.on('error', (error: NodeJS.ErrnoException) => lose(started, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error))
    started.on('exit', () => lose(started, new Error('the file thread ended in the middle of a job')))
    thread = started
    return started
  }

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = thread
    thread = null
    if (ending === null) return
    const { promise, resolve } = Promise.withResolvers<void>()
    ending.ref()
    ending.once('exit', () => resolve())
    ending.postMessage('end')
    await promise
  }

  const ask = <Task extends FileTask>(job: Omit<Extract<FileJob, { task: Task }>, 'id'>): Promise<FileResult<Task>> => {
    clearTimeout(idle)
    count += 1
    const id = count
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const worker = running()
    const timer = setTimeout(() => {
      lose(worker, tooLong())
      void worker.terminate()
    }, JOB_MS_MAX)
    jobs.set(id, { key: keyOf(job.owner, job.arguments[0]), timer, resolve, reject, step: null })
    worker.postMessage({ ...job, id })
    return promise as Promise<FileResult<Task>>
  }

  const ownerOf = ({ ownerId, token }: FileOwner): FileOwner => ({ ownerId, token })
  return {
    findAccount: (owner, fileId) => ask<'findAccount'>({ task: 'findAccount', owner: ownerOf(owner), arguments: [fileId] }),
    listAccounts: (owner, fileId, wish) =>
      ask<'listAccounts'>({ task: 'listAccounts', owner: ownerOf(owner), arguments: [fileId, wish] }),
    preview: (owner, fileId, wish) => ask<'preview'>({ task: 'preview', owner: ownerOf(owner), arguments: [fileId, wish] }),
    import: (owner, fileId, wish) => ask<'import'>({ task: 'import', owner: ownerOf(owner), arguments: [fileId, wish] }),
    stepOf: (owner, fileId) => [...jobs.values()].find(({ key }) => key === keyOf(owner, fileId))?.step ?? null,
    end,
  }
}

const keyOf = ({ ownerId }: FileOwner, fileId: string): string => `${ownerId} ${fileId}`

const tooMuch = (): Refusal =>
  new Refusal(
    'too-large',
    'The file takes more memory than there is for it. Nothing was imported. Export fewer months at a time.',
  )

const tooLong = (): Refusal =>
  new Refusal(
    'busy',
    'The file took longer than five minutes and was given up. What was not finished was undone. Look under Imports ' +
      'whether it is there; if not, export fewer months at a time.',
    { actor: 'operator' },
  )
