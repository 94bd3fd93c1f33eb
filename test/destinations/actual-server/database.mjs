export { Database as default } from '../../../src/destinations/actual/sqlite.ts'
