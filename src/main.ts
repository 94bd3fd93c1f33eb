// The entry point: settings in, one command run, an exit code out.
import process from 'node:process'
import { runCommand } from './cli/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2))
