// Work that is done to see what it would do: in a transaction that is always rolled back.

/** Carries the result out of the transaction that it undoes. */
class RolledBack<Value> extends Error {
  override readonly name = 'RolledBack'
  readonly value: Value

  constructor(value: Value) {
    super('a rehearsal is never committed')
    this.value = value
  }
}

/**
 * Does the work in a transaction that `run` opens, and undoes it. Gives what the work gave; what it throws goes on.
 * @param run opens the transaction, and rolls it back where its work rejects
 */
export async function rehearse<Tx, Value>(
  run: (work: (tx: Tx) => Promise<never>) => Promise<never>,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  try {
    return await run(async (tx) => {
      throw new RolledBack(await work(tx))
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.value as Value
    throw error
  }
}
