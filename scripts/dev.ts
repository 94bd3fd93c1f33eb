// `npm run dev`: the server, started again at each change of its sources, and the page with instant updates.
import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })

const children = [
  start('--watch-preserve-output', '--watch-path=src', 'src/main.ts', 'start', ...process.argv.slice(2)),
  start('node_modules/vite/bin/vite.js', 'web'),
]

/** When one of the two ends, so does the other. */
function stopAll(): void {
  for (const child of children) child.kill('SIGTERM')
}
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ||= code ?? 1
    stopAll()
  })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAll)
