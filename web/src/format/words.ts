/** A fragment as a sentence: `the amount differs` → `The amount differs.` */
export function asSentence(fragment: string): string {
  const start = fragment.slice(0, 1).toUpperCase() + fragment.slice(1)
  return /[.!?]$/.test(start) ? start : `${start}.`
}
