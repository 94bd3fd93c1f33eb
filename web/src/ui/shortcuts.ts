import { useEffect, useRef, useSyncExternalStore } from 'react'

const STORE_KEY = 'tributary-keys'
const listeners = new Set<() => void>()

function areOn(): boolean {
  try {
    return localStorage.getItem(STORE_KEY) !== 'off'
  } catch {
    // A browser that keeps nothing: the keys work, as where nobody has decided.
    return true
  }
}

/** Whether single letters act, and the way to turn that off: speech input types letters by itself (WCAG 2.1.4). */
export function useShortcutsSwitch(): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, areOn)
  return [isOn, turn]
}

function turn(isOn: boolean): void {
  try {
    localStorage.setItem(STORE_KEY, isOn ? 'on' : 'off')
  } catch {
    return
  }
  for (const listener of listeners) listener()
}

/** Calls the action of a letter pressed anywhere on the page but in a field, a list of choices or a dialog. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (!areOn() || isTaken(event.target)) return
      const action = current.current[event.key.toLowerCase()]
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

const TAKEN = 'input:not([type=radio], [type=checkbox]), textarea, select, [role=listbox], [role=menu], [role=dialog], [role=alertdialog]'

const isTaken = (target: EventTarget | null): boolean => target instanceof Element && target.closest(TAKEN) !== null
