import { defineConfig } from '@lingui/cli'

const linguiConfig = defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'] }],
})

// Lingui's loader reads the default export.
export default linguiConfig
