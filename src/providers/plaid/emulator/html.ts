// HTML as text, with everything that comes from elsewhere escaped.

/** Text that is HTML already. */
export type Html = { readonly html: string }

type Part = Html | string | number | null | readonly Html[]

/** A template whose holes are escaped unless they are HTML themselves. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = texts.map((text, at) => text + (at < parts.length ? render(parts[at] ?? null) : ''))
  return { html: pieces.join('') }
}

function render(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part))
  return 'html' in part ? part.html : part.map((inner) => inner.html).join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
