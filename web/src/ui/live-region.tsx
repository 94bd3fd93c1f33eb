import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'

/** Progress is read out at most this often; the newest words win. */
const EVERY_MS = 5_000

const Announce = createContext<(words: string) => void>(() => undefined)

/** Reads words out politely: the one place of the page that screen readers listen to for changes. */
export function useAnnounce(): (words: string) => void {
  return useContext(Announce)
}

export function LiveRegion({ children }: { children: ReactNode }) {
  const [words, setWords] = useState('')
  const waiting = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const announce = useCallback(function tell(next: string) {
    if (timer.current !== undefined) {
      waiting.current = next
      return
    }
    setWords(next)
    timer.current = setTimeout(() => {
      timer.current = undefined
      const held = waiting.current
      waiting.current = null
      if (held !== null) tell(held)
    }, EVERY_MS)
  }, [])

  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <Announce value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {words}
      </div>
    </Announce>
  )
}
