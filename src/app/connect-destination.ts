import type { DestinationId } from '../domain/ids.ts'
import { deleteDestination, insertDestination, readSecrets, updateDestination } from '../storage/destinations.ts'
import type { DestinationManifest, TheirAccount } from '../destinations/contract.ts'
import { asOwner } from './context.ts'
import type { AppContext } from './context.ts'
import { fromDestination } from './destination-failures.ts'
import { findDestination, manifestOf } from './destination-session.ts'
import { showDestination } from './list-destinations.ts'
import { invalid, notFound } from './refusal.ts'
import { wantId } from './views/show.ts'

export type DestinationWish = {
  readonly program: string
  /** Without one it is called as the program is. */
  readonly name?: string | undefined
  /** Settings and secrets, by the names that the program's manifest has. */
  readonly settings: Readonly<Record<string, string>>
}

/** Keeps a budget program to send to, once it has let us in. */
export async function connectDestination(context: AppContext, wish: DestinationWish) {
  const manifest = manifestOf(context, wish.program)
  const given = splitSettings(manifest, wish.settings)
  await tryOut(context, manifest, given)
  const id = context.newId() as DestinationId
  const name = nameOf(wish.name, manifest)
  await asOwner(context, (tx) =>
    insertDestination(tx, context, context.ownerId, { id, program: manifest.name, name, ...given }),
  )
  return showDestination(context, id)
}

/** Takes new settings, such as a new token; those not given stay. What was sent is still known. */
export async function changeDestination(
  context: AppContext,
  shownId: string,
  wish: Pick<DestinationWish, 'name' | 'settings'>,
) {
  const row = await findDestination(context, shownId)
  const manifest = manifestOf(context, row.program)
  const { id } = row
  const secrets = await asOwner(context, (tx) => readSecrets(tx, context.keyRing, context.ownerId, id))
  const filled = Object.entries(wish.settings).filter(([, value]) => value.trim() !== '')
  const given = splitSettings(manifest, { ...row.settings, ...secrets, ...Object.fromEntries(filled) })
  await tryOut(context, manifest, given)
  const name = wish.name === undefined ? row.name : nameOf(wish.name, manifest)
  await asOwner(context, (tx) => updateDestination(tx, context, context.ownerId, { id, name, ...given }))
  return showDestination(context, id)
}

/** Forgets it, its token and its history. What was sent stays in the budget program. */
export async function removeDestination(context: AppContext, shownId: string): Promise<void> {
  const id = wantId('destination', shownId, 'destination')
  const wasThere = await asOwner(context, (tx) => deleteDestination(tx, context.ownerId, id))
  if (!wasThere) throw notFound('destination')
  await context.destinations.forget(id)
}

type Given = {
  readonly settings: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

function splitSettings(manifest: DestinationManifest, given: Readonly<Record<string, string>>): Given {
  const unknown = Object.keys(given).find((name) => manifest.settings.every((field) => field.name !== name))
  if (unknown !== undefined) throw invalid(`/settings/${unknown}`, `${manifest.label} has no setting of that name.`)
  const settings: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const { name, label, isSecret, isRequired } of manifest.settings) {
    const value = given[name]?.trim() ?? ''
    if (value === '' && isRequired) throw invalid(`/settings/${name}`, `${label} is missing.`)
    if (value !== '') (isSecret ? secrets : settings)[name] = value
  }
  return { settings, secrets }
}

/** Opens it once, so that a wrong address or token is told while the person has it at hand. */
async function tryOut(
  context: AppContext,
  { name }: DestinationManifest,
  { settings, secrets }: Given,
): Promise<readonly TheirAccount[]> {
  const folderName = context.newId()
  const wish = {
    settings,
    secrets,
    folderName,
    signal: AbortSignal.timeout(TRY_OUT_MS_MAX),
    // A few requests before there is anything to count them for.
    spendRequest: async () => {},
  }
  try {
    return await fromDestination(async () => {
      const session = await context.destinations.open(name, wish)
      try {
        return await session.listAccounts()
      } finally {
        await session.close()
      }
    })
  } finally {
    await context.destinations.forget(folderName)
  }
}

/** A person waits; a program that is brought up first (a large budget is fetched) may take its time. */
const TRY_OUT_MS_MAX = 120_000

/** What the table takes. */
const NAME_CHARS_MAX = 200

function nameOf(name: string | undefined, { label }: DestinationManifest): string {
  const trimmed = name?.trim() ?? ''
  if (trimmed.length > NAME_CHARS_MAX) {
    throw invalid('/name', `The name is longer than ${NAME_CHARS_MAX} characters.`)
  }
  return trimmed === '' ? label : trimmed
}
