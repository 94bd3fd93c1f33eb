import { CircleCheck, CircleAlert, X } from 'lucide-react'
import { useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Button, IconButton } from './button.tsx'

/** Long enough to read two lines; an error stays until it is closed. */
const SHOW_MS = 7_000
/** Long enough to reach its button with the keyboard. */
const SHOW_WITH_ACTION_MS = 20_000

/** What can be done about what the note says, such as undoing it. */
type NoteAction = { label: string; onPress: () => void }
type Note = { key: number; tone: 'good' | 'bad'; text: string; action: NoteAction | null }
type Notifying = (tone: Note['tone'], text: string, action?: NoteAction) => void

const Notify = createContext<Notifying>(() => undefined)

/** Says at the edge of the page how something went. */
export function useNotify() {
  return useContext(Notify)
}

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const [note, setNote] = useState<Note | null>(null)
  const notify = useCallback<Notifying>(
    (tone, text, action) => setNote({ key: Date.now(), tone, text, action: action ?? null }),
    [],
  )

  useEffect(() => {
    if (note === null || note.tone === 'bad') return
    const timer = setTimeout(() => setNote(null), note.action === null ? SHOW_MS : SHOW_WITH_ACTION_MS)
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
            {note.action !== null && <ActionButton action={note.action} onDone={() => setNote(null)} />}
            <IconButton label={t`Close`} icon={<X aria-hidden />} onPress={() => setNote(null)} />
          </div>
        )}
      </div>
    </Notify>
  )
}

function ActionButton({ action, onDone }: { action: NoteAction; onDone: () => void }) {
  const press = () => {
    onDone()
    action.onPress()
  }
  return (
    <Button size="small" onPress={press}>
      {action.label}
    </Button>
  )
}
