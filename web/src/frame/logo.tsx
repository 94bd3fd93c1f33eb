/** Three streams that join into one. */
export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-7 shrink-0">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M8 7c0 8 8 7 8 18M24 7c0 8-8 7-8 18M16 7v18"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
    </svg>
  )
}
