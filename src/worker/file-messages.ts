// What the server and its file thread tell each other.
import type { FileOwner, FileStep } from '../app/file-context.ts'
import type { FileArguments, FileTask } from '../app/file-desk.ts'
import type { RefusalCode, RefusalFacts } from '../app/refusal.ts'
import type { DatabaseAccess } from '../storage/postgres/access.ts'

/** What the thread is started with. */
export type FileThreadStart = {
  readonly access: DatabaseAccess['app']
  /** The folder with the key file. */
  readonly home: string
}

type JobOf<Task extends FileTask> = {
  readonly id: number
  readonly owner: FileOwner
  readonly task: Task
  readonly arguments: FileArguments<Task>
}
export type FileJob = { readonly [Task in FileTask]: JobOf<Task> }[FileTask]

export type FromFileThread =
  | { readonly kind: 'step'; readonly id: number; readonly step: FileStep }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'refused'
      readonly id: number
      readonly code: RefusalCode
      readonly message: string
      readonly facts: RefusalFacts
    }
  | { readonly kind: 'failed'; readonly id: number; readonly error: Error }
