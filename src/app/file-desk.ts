// The things that take time with a file, behind one front: the server has them done in a thread of their own, so
// that a large file keeps nobody waiting.
import type { AppContext } from './context.ts'
import type { FileOwner, FileStep } from './file-context.ts'
import { findAccountOfFile } from './find-file-account.ts'
import { importFile } from './import-file.ts'
import { listFileAccounts } from './list-file-accounts.ts'
import type { FileAccountsWish } from './list-file-accounts.ts'
import { previewFile } from './preview-file.ts'
import type { FileWish } from './read-upload.ts'

/** What is done with an uploaded file, and what it gives. Every one throws `Refusal` as its use case does. */
type FileTasks = {
  readonly findAccount: typeof findAccountOfFile
  readonly listAccounts: typeof listFileAccounts
  readonly preview: typeof previewFile
  readonly import: typeof importFile
}
export type FileTask = keyof FileTasks
export type FileArguments<Task extends FileTask> = Parameters<FileTasks[Task]> extends [unknown, ...infer Rest] ? Rest : never
export type FileResult<Task extends FileTask> = Awaited<ReturnType<FileTasks[Task]>>

export type FileDesk = {
  readonly findAccount: (owner: FileOwner, fileId: string) => Promise<FileResult<'findAccount'>>
  readonly listAccounts: (owner: FileOwner, fileId: string, wish: FileAccountsWish) => Promise<FileResult<'listAccounts'>>
  readonly preview: (owner: FileOwner, fileId: string, wish: FileWish) => Promise<FileResult<'preview'>>
  readonly import: (
    owner: FileOwner,
    fileId: string,
    wish: FileWish & { readonly planHash: string },
  ) => Promise<FileResult<'import'>>
  /** What is being done with the file at this moment; null where nothing is. */
  readonly stepOf: (owner: FileOwner, fileId: string) => FileStep | null
}

/** Does the task in this thread. */
export const FILE_TASKS: FileTasks = {
  findAccount: findAccountOfFile,
  listAccounts: listFileAccounts,
  preview: previewFile,
  import: importFile,
}

/** What the edges have: the use cases' context, and the desk. */
export type Household = AppContext & { readonly files: FileDesk }
