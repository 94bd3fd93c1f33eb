// Layouts of CSV files as a person gives them to others, and takes them from others.
import type { CsvLayout, SharedAbout } from '../providers/file/file-reading.ts'
import { readLayouts, readSavedLayout, saveLayout } from '../storage/files.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { showAt } from './views/show.ts'

/** Ids of layouts are their fingerprints; those of other kinds are of no use to anybody else. */
const LAYOUT_ID = /^csv:[0-9a-f]{1,64}$/

/** The layouts of CSV files that the person has, and why one can't be given away. */
export async function listLayouts(context: AppContext) {
  const rows = await asOwner(context, (tx) => readLayouts(tx, context.ownerId))
  return rows.map(({ fingerprint, layout, updatedAt }) => {
    const { columns, dateOrder, decimalMark, isSignFlipped } = layout as CsvLayout
    const shared = context.layoutSharing.toShared(layout as CsvLayout, { bank: 'Bank', country: null })
    return {
      id: fingerprint,
      columns: columns.map(({ header, role }) => ({ header, role: role as string })),
      dateOrder,
      decimalMark,
      isSignFlipped,
      updatedAt: showAt(updatedAt),
      keptBack: shared.ok ? null : shared.reason,
    }
  })
}

/** One layout as JSON to give away. It holds what its columns mean, and nothing of the person or an account. */
export async function shareLayout(context: AppContext, id: string, about: SharedAbout): Promise<object> {
  const layout = LAYOUT_ID.test(id) ? await asOwner(context, (tx) => readSavedLayout(tx, context.ownerId, id)) : null
  if (layout === null) throw notFound('layout')
  const shared = context.layoutSharing.toShared(layout as CsvLayout, about)
  if (!shared.ok) throw new Refusal('invalid-input', `The layout was not exported: ${shared.reason}.`)
  return shared.shared
}

/**
 * Takes a layout from somebody else. The next file with these columns is read so. Refuses what makes no sense, and, unless
 * `isReplacing`, what would take the place of another layout that the person has for these columns.
 */
export async function takeLayout(context: AppContext, json: unknown, isReplacing: boolean) {
  const read = context.layoutSharing.fromShared(json)
  if (!read.ok) throw invalid('/', `This is no layout that can be used, so nothing was changed: ${read.reason}.`)
  const { fingerprint, layout, about } = read
  await asOwner(context, async (tx) => {
    const known = await readSavedLayout(tx, context.ownerId, fingerprint)
    if (known !== null && !isReplacing) {
      throw new Refusal(
        'invalid-input',
        'There is a layout for files with these columns already, so nothing was changed. Say that it is to be replaced.',
      )
    }
    await saveLayout(tx, context.ownerId, fingerprint, layout, context.now())
  })
  return { id: fingerprint, bank: about.bank }
}
