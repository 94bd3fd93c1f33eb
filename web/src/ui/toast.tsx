import { CircleCheck, CircleAlert, X } from 'lucide-react'
import { useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { IconButton } from './button.tsx'

/** Long enough to read two lines; an error stays until it is closed. */
const SHOW_MS = 7_000

type Note = { key: number; tone: 'good' | 'bad'; text: string }

const Notify = createContext<(tone: Note['tone'], text: string) => void>(() => undefined)

/** Says at the edge of the page how something went. */
export function useNotify() {
  return useContext(Notify)
}

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const [note, setNote] = useState<Note | null>(null)
  const notify = useCallback((tone: Note['tone'], text: string) => setNote({ key: Date.now(), tone, text }), [])

  useEffect(() => {
    if (note === null || note.tone === 'bad') return
    const timer = setTimeout(() => setNote(null), SHOW_MS)
    return () => clearTimeout(timer)
  }, [note])

  return (
    <Notify value={notify}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--bottom-bar)+1rem)] z-40 flex justify-center wide:bottom-6"
      >
        {note !== null && (
          <div
            key={note.key}
            className="pointer-events-auto flex max-w-lg items-center gap-3 rounded-card border border-line bg-raised py-2 pr-2 pl-4 shadow-pop"
          >
            {note.tone === 'good' ? (
              <CircleCheck aria-hidden className="size-5 shrink-0 text-good-text" />
            ) : (
              <CircleAlert aria-hidden className="size-5 shrink-0 text-bad-text" />
            )}
            <span>{note.text}</span>
            <IconButton label={t`Close`} icon={<X aria-hidden />} onPress={() => setNote(null)} />
          </div>
        )}
      </div>
    </Notify>
  )
}
