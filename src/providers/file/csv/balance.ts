// The running balance as a witness: each balance is the one before plus the movement between them.

export type BalanceStep = { readonly amount: bigint | null; readonly balance: bigint | null }

/** `after`: the balance beside a movement includes it. `before`: it does not yet. */
export type ChainShape = {
  readonly direction: 'ascending' | 'descending'
  readonly stands: 'after' | 'before'
}

export type ChainCheck = { readonly shape: ChainShape; readonly agreeing: number; readonly links: number }

/** Balances after a movement are usual, so they are tried first and win a tie. */
const SHAPES: readonly ChainShape[] = [
  { direction: 'ascending', stands: 'after' },
  { direction: 'descending', stands: 'after' },
  { direction: 'ascending', stands: 'before' },
  { direction: 'descending', stands: 'before' },
]

/**
 * The best way to read the balances of rows in file order. Rows without a balance count towards the next one that has
 * it; a movement that could not be read breaks its link. `directions` are the orders of time that the rows' dates allow.
 */
export function checkChain(
  steps: readonly BalanceStep[],
  directions: readonly ChainShape['direction'][],
): ChainCheck | null {
  const checks = SHAPES.filter(({ direction }) => directions.includes(direction)).map((shape) => ({
    shape,
    ...countLinks(steps, shape),
  }))
  return checks.reduce<ChainCheck | null>(
    (best, check) => (best === null || check.agreeing > best.agreeing ? check : best),
    null,
  )
}

function countLinks(
  steps: readonly BalanceStep[],
  { direction, stands }: ChainShape,
): { agreeing: number; links: number } {
  const inOrder = direction === 'ascending' ? steps : steps.toReversed()
  let agreeing = 0
  let links = 0
  let previous: bigint | null = null
  let moved: bigint | null = 0n
  for (const { amount, balance } of inOrder) {
    if (stands === 'after') moved = plus(moved, amount)
    if (balance !== null) {
      if (previous !== null) {
        links += 1
        if (moved !== null && balance - previous === moved) agreeing += 1
      }
      previous = balance
      moved = 0n
    }
    if (stands === 'before') moved = plus(moved, amount)
  }
  return { agreeing, links }
}

const plus = (sum: bigint | null, amount: bigint | null): bigint | null =>
  sum === null || amount === null ? null : sum + amount

/** A few rows left out or rounded by the bank do not undo a chain of this many links. */
const LONG_CHAIN_LINKS = 10
const LONG_CHAIN_SHARE_MIN = 0.9

/** Whether the balances prove the amounts: every link agrees, or nearly every one of a long chain. */
export function isProven(check: ChainCheck | null): check is ChainCheck {
  if (!check || check.agreeing === 0) return false
  return (
    check.agreeing === check.links ||
    (check.links >= LONG_CHAIN_LINKS && check.agreeing >= check.links * LONG_CHAIN_SHARE_MIN)
  )
}
