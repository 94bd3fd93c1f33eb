// The entry point: puts the program together, runs one command, ends with its exit code.
import path from 'node:path'
import process from 'node:process'
import { ensureWebBuild } from '../launcher/web-build.mjs'
import { serve } from './api/serve.ts'
import type { RunningServer } from './api/serve.ts'
import type { OpenHousehold, Output, Program } from './cli/program.ts'
import { runCommand } from './cli/run-command.ts'
import { openTributary, ROOT, VERSION } from './compose.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'
import { providerSettings } from './providers/registry.ts'
import { spareMemory } from './worker/spare-memory.ts'

spareMemory()

async function open(config: Config): Promise<OpenHousehold> {
  const tributary = await openTributary(config, createLog(config.logLevel))
  let server: RunningServer | null = null
  return {
    household: tributary.context,
    work: tributary.work,
    serve: async () => {
      const { host, port } = config
      const webFolder = path.join(ROOT, 'web', 'dist')
      server = await serve({ household: tributary.context, webFolder, host, port })
      return config.baseUrl
    },
    close: async () => {
      await server?.stop()
      await tributary.close()
    },
  }
}

/** Progress is for people at a terminal; scripts get the answer alone. */
function terminal(): Output {
  const isTerminal = process.stderr.isTTY
  let hasLine = false
  const clear = () => {
    if (hasLine) process.stderr.write('\r\u001B[K')
    hasLine = false
  }
  return {
    print: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    say: (line) => {
      clear()
      process.stderr.write(`${line}\n`)
    },
    progress: (line) => {
      if (!isTerminal) return
      process.stderr.write(`\r\u001B[K${line}`)
      hasLine = true
    },
  }
}

const program: Program = {
  version: VERSION,
  readConfig: (isServer) => readConfig(process.env, { providerSettings, root: ROOT, isServer }),
  open,
  buildWeb: ensureWebBuild,
  out: terminal(),
}

process.exitCode = await runCommand(program, process.argv.slice(2))
