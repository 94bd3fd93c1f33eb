// Completes package-lock.json after a change of dependencies.
//
// Some registries lack packages for platforms other than their users' own. npm then leaves those optional
// packages out of the lock, and `npm ci` refuses the lock as incomplete. This script writes the missing
// entries (version, os, cpu, libc; no integrity, since nothing was downloaded). Run it after every `npm
// install`.
//
//   node scripts/complete-lock.ts           adds what is missing
//   node scripts/complete-lock.ts --check  only reports, exits 1 when something is missing
import fs from 'node:fs'
import process from 'node:process'

type LockedPackage = {
  version?: string
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
type PlatformWord = readonly [pattern: RegExp, value: string | undefined]

const lockFile = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(fs.readFileSync(lockFile, 'utf8')) as { packages: Record<string, LockedPackage> }
const packages = lock.packages

/** Words in a package's name that tell its platform, first match wins. */
const operatingSystems: readonly PlatformWord[] = [
  [/android/, 'android'],
  [/darwin/, 'darwin'],
  [/win32|windows|-win-/, 'win32'],
  [/freebsd/, 'freebsd'],
  [/netbsd/, 'netbsd'],
  [/openbsd/, 'openbsd'],
  [/openharmony/, 'openharmony'],
  [/sunos/, 'sunos'],
  [/aix/, 'aix'],
  [/wasm/, undefined],
  [/./, 'linux'],
]
const processors: readonly PlatformWord[] = [
  [/arm64|aarch64/, 'arm64'],
  [/x64|x86_64/, 'x64'],
  [/arm/, 'arm'],
  [/ia32|i686/, 'ia32'],
  [/wasm/, 'wasm32'],
  [/ppc64/, 'ppc64'],
  [/s390x/, 's390x'],
  [/riscv64/, 'riscv64'],
  [/loong(arch)?64/, 'loong64'],
  [/mips64el/, 'mips64el'],
]
function firstMatch(words: readonly PlatformWord[], name: string): string | undefined {
  return words.find(([pattern]) => pattern.test(name))?.[1]
}

/** The folders in which Node would look for a dependency of the package at `at`, nearest first. */
function searchPath(at: string): string[] {
  const folders: string[] = []
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    folders.push(folder === '' ? '' : `${folder}/`)
    if (folder === '') return folders
    if (!folder.includes('/node_modules/')) return [...folders, '']
  }
}

/** The key under which `name` at `version` has to be written, or undefined when the lock has it already. */
function missingKey(at: string, name: string, version: string | undefined): string | undefined {
  for (const folder of searchPath(at)) {
    const found = packages[`${folder}node_modules/${name}`]
    if (found === undefined) continue
    // Another version sits higher up: ours goes beside the package that wants it.
    return version === undefined || found.version === version ? undefined : `${at}/node_modules/${name}`
  }
  return `node_modules/${name}`
}

function platformEntry(name: string, version: string, isDev: boolean): LockedPackage {
  const cpu = firstMatch(processors, name)
  const os = firstMatch(operatingSystems, name)
  const libc = /musl/.test(name) ? 'musl' : /linux.*gnu/.test(name) ? 'glibc' : undefined
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(isDev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  }
}

const added: string[] = []
const unknown: string[] = []
const isCheckOnly = process.argv.includes('--check')
for (const [at, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const isExact = /^\d/.test(range)
    const key = missingKey(at, name, isExact ? range : undefined)
    if (key === undefined) continue
    const version = /^[~^]?\d+\.\d+\.\d+/.test(range) ? range.replace(/^[~^]/, '') : undefined
    if (version === undefined) {
      unknown.push(`${name}@${range}, wanted by ${at || 'package.json'}`)
      continue
    }
    packages[key] = platformEntry(name, version, entry.dev === true || entry.devOptional === true)
    added.push(`${name}@${version}`)
  }
}

for (const line of unknown) console.error(`cannot complete ${line}: the range names no single version`)
if (isCheckOnly) {
  for (const line of added) console.error(`missing from package-lock.json: ${line}`)
} else if (added.length > 0) {
  const inOrder = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries(inOrder)
  fs.writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`)
}
console.log(`package-lock.json: ${added.length} platform packages ${isCheckOnly ? 'missing' : 'added'}`)
const mustFail = unknown.length > 0 || (isCheckOnly && added.length > 0)
process.exitCode = mustFail ? 1 : 0
