import { i18n } from '@lingui/core'
import { messages as english } from './locales/en.po'

/** Languages with a catalog; another one is a catalog beside the English one and a line here. */
const catalogs = { en: english }
type Language = keyof typeof catalogs

function isLanguage(code: string | undefined): code is Language {
  return code !== undefined && Object.hasOwn(catalogs, code)
}

/**
 * The first of the browser's languages that has a catalog, with its region, since dates and amounts are written
 * differently in `en-GB` and `en-US`; else `en`.
 */
export function preferredLocale(browserLocales: readonly string[]): string {
  return browserLocales.find((locale) => isLanguage(locale.split('-')[0]?.toLowerCase())) ?? 'en'
}

/** Shows the app in a locale that `preferredLocale` gave, and marks the document with it. */
export function showLocale(locale: string): void {
  const language = locale.split('-')[0]?.toLowerCase()
  i18n.load(locale, catalogs[isLanguage(language) ? language : 'en'])
  i18n.activate(locale)
  document.documentElement.lang = locale
}

export { i18n }
