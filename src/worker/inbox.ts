// A folder whose files are imported without hands: what a bank's mail, a script or a shared drive puts there.
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Household } from '../app/file-desk.ts'
import { takeFile } from '../app/take-file.ts'
import { FILE_BYTES_MAX } from '../app/upload-file.ts'
import { repeat } from './repeat.ts'
import type { Repeated } from './repeat.ts'

/** Below the folder for everything that Tributary keeps. */
const INBOX = 'inbox'
/** Below the inbox: files that were taken, under the day and time. */
const TAKEN = 'taken'
const TOO_LARGE = 'too-large'
const LOOK_MS = 10_000
/** A file that changed a moment ago may still be written. */
const SETTLED_MS = 5_000
/** Files taken at one look; the next look takes the rest. */
const FILES_MAX = 50

/** Looks into the inbox now and then. */
export async function watchInbox(context: Household, home: string): Promise<Repeated> {
  const folder = path.join(home, INBOX)
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  return repeat(context.log, LOOK_MS, 'inbox-failed', () => emptyInbox(context, folder))
}

/**
 * Takes each settled file and moves it below `taken`. A file whose import is broken off stays where it is: taken again, it
 * adds nothing twice.
 */
export async function emptyInbox(context: Household, folder: string): Promise<void> {
  const entries = await fs.readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
  for (const name of names.toSorted().slice(0, FILES_MAX)) {
    try {
      await takeFrom(context, folder, name)
    } catch (error) {
      // One that can't be taken now must not keep the others waiting; it is tried again at the next look.
      context.log.warn({ error: error instanceof Error ? error.message : typeof error }, 'inbox-file-left')
    }
  }
}

async function takeFrom(context: Household, folder: string, name: string): Promise<void> {
  const file = path.join(folder, name)
  const { size, mtimeMs } = await fs.stat(file)
  const now = context.now()
  if (now.getTime() - mtimeMs < SETTLED_MS) return
  if (size > FILE_BYTES_MAX) {
    context.log.warn({ bytes: size, bytesMax: FILE_BYTES_MAX }, 'inbox-file-too-large')
    await moveTo(file, path.join(folder, TOO_LARGE), name, now)
    return
  }
  const taken = await takeFile(context, name, await fs.readFile(file))
  context.log.info({ outcome: taken.kind, file: taken.fileId }, 'inbox-file-taken')
  await moveTo(file, path.join(folder, TAKEN), name, now)
}

async function moveTo(file: string, folder: string, name: string, at: Date): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  await fs.rename(file, path.join(folder, `${at.toISOString().replaceAll(':', '-')} ${name}`))
}
