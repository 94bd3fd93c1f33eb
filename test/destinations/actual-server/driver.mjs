// Gives the server Node's own SQLite in place of a driver that has to be compiled.
import { registerHooks } from 'node:module'

const driver = new URL('./database.mjs', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'better-sqlite3' ? { url: driver, shortCircuit: true } : next(specifier, context),
})
