import { i18n } from '@lingui/core'
import { messages as english } from './locales/en.po'

/** Languages with a catalog. English is part of the first download; the others are fetched when they are chosen. */
export const LOCALES = ['en', 'de'] as const
export type Locale = (typeof LOCALES)[number]

const catalogs: Record<Exclude<Locale, 'en'>, () => Promise<{ messages: typeof english }>> = {
  de: () => import('./locales/de.po'),
}

/** The person's choice, else the first of the browser's languages that has a catalog, else English. */
export function preferredLocale(chosen: string | null, browserLanguages: readonly string[]): Locale {
  for (const language of chosen === null ? browserLanguages : [chosen, ...browserLanguages]) {
    const found = LOCALES.find((locale) => language.toLowerCase().split('-')[0] === locale)
    if (found !== undefined) return found
  }
  return 'en'
}

/** Shows the app in a language: loads its catalog and marks the document. */
export async function showLocale(locale: Locale): Promise<void> {
  const messages = locale === 'en' ? english : (await catalogs[locale]()).messages
  i18n.load(locale, messages)
  i18n.activate(locale)
  document.documentElement.lang = locale
}

export { i18n }
