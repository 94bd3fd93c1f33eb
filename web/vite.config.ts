import { fileURLToPath } from 'node:url'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
// 127.0.0.1:4280 is where `npm start` serves the interface by default.
const apiOrigin = process.env['TRIBUTARY_API'] ?? 'http://127.0.0.1:4280'

const COMMON = /lucide-react|web\/src\/(format|ui\/(badge|card|empty-state|money|text-link|time|description-list)|parts\/(status|run-state|counts|message|account-name|connection-timing))/

const keptLanguages = ['de', 'en', 'es', 'fr']

/** react-aria carries its own words in 34 languages, twice the size of its code; those we have no catalog for are English. */
const dropLanguages: Plugin = {
  name: 'drop-languages',
  load: {
    filter: { id: /react-(aria|stately|aria-components)\/dist\/private\/intl\/.*[a-z]{2}-[A-Z]{2}\.mjs$/ },
    handler(id) {
      const language = id.slice(-'de-DE.mjs'.length, -'-DE.mjs'.length)
      return keptLanguages.includes(language) ? null : "export { default } from './en-US.mjs'"
    },
  },
}

// Lingui's macro looks in the working folder, which is the repository's root, unless it is told.
process.env['LINGUI_CONFIG'] = `${root}lingui.config.ts`

// A build started by a test runner would be one for development.
const asProduction: Plugin = {
  name: 'as-production',
  apply: 'build',
  config: () => {
    process.env['NODE_ENV'] = 'production'
  },
}

/** For browsers without `@property` Tailwind sets each of its variables again; those that we build for have it. */
const dropFallbacks: Plugin = {
  name: 'drop-fallbacks',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
      file.source = String(file.source).replace(/@layer properties\{@supports .*?\{.*?\{.*?\}\}\}/, '')
    }
  },
}

// Vite's loader reads the default export.
export default defineConfig({
  root,
  plugins: [
    asProduction,
    dropLanguages,
    react(),
    lingui(),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    tailwindcss(),
    dropFallbacks,
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers with `light-dark()`, which every color token uses, and `@property`.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy allows no data: scripts or styles, and fonts or images are few: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'] },
            // One file for what every screen draws with, rather than one for each icon and card.
            { name: 'common', test: COMMON, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': apiOrigin, '/demo-bank': apiOrigin } },
})
