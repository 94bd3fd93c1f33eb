#!/usr/bin/env node
// The command line, startable from any folder: `tributary COMMAND …`.
import process from 'node:process'

process.argv.splice(2, 0, 'src/main.ts')
await import('../run.mjs')
