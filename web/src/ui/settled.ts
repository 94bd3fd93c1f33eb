import { useEffect, useState } from 'react'

/** Changes pause this long before they count: not every letter asks the server. */
const SETTLE_MS = 400

/** The value as it is once it has stopped changing; null until then. It must be what JSON can hold. */
export function useSettled<T>(value: T | null): T | null {
  const [settled, setSettled] = useState<string | null>(null)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled === null ? null : (JSON.parse(settled) as T | null)
}
