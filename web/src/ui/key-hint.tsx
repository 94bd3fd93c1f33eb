import { useShortcutsSwitch } from './shortcuts.ts'

/** The letter that does the same as the button it stands in. Screen readers are told by `aria-keyshortcuts`. */
export function KeyHint({ letter }: { letter: string }) {
  const [isOn] = useShortcutsSwitch()
  if (!isOn) return null
  return (
    <kbd aria-hidden className="rounded border border-current px-1 text-xs opacity-65 max-sm:hidden">
      {letter.toUpperCase()}
    </kbd>
  )
}
