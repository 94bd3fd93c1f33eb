// How lists that open below a control look, and their entries.

export const POPOVER = 'enter-pop rounded-control border border-line bg-raised p-1 shadow-pop'

export const OPTION =
  'group flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-[focused]:bg-hover data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-accent'
