// What reading a file and bringing it in stands on: less than other use cases, so that a thread of its own can have it.
import type { Deps } from '../deps.ts'
import type { OwnerId } from '../domain/ids.ts'
import type { FileReader } from './kept-readings.ts'

/** Whose file it is. */
export type FileOwner = { readonly ownerId: OwnerId; readonly token: string }

export type FileContext = Pick<Deps, 'db' | 'keyRing' | 'now' | 'newId' | 'randomBytes'> &
  FileOwner & {
    readonly readFile: FileReader
    /** Hears what is being done; nobody has to listen. */
    readonly tell?: (step: FileStep) => void
  }

/** How far the work on a file is; `rows` are those of the file that are read. */
export type FileStep = {
  readonly kind: 'reading' | 'matching' | 'saving'
  readonly rows: number | null
}
