// Writes the pages of docs/ that say what the code says: `node run.mjs scripts/generate-docs.ts`.
// With --check it only compares, and fails when a page is out of date.
import fs from 'node:fs'
import process from 'node:process'
import { describeSettings } from '../src/config.ts'
import type { Manifest } from '../src/providers/contract/manifest.ts'
import { PROVIDERS, providerSettings } from '../src/providers/registry.ts'

const notice = '<!-- Written by scripts/generate-docs.ts: change the code it describes, then run it. -->'

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function settingsPage(): string {
  const rows = describeSettings(providerSettings).map((setting) => {
    return [`\`${setting.name}\``, setting.default, setting.help, setting.isSecret ? 'yes' : '']
  })
  return `${notice}

# Settings

Tributary reads its settings from the environment. Each can also be given as a file: \`NAME_FILE\` names a file that holds the value of \`NAME\`, which keeps secrets out of the environment.

${table(['Setting', 'Default', 'What it does', 'Secret'], rows)}
`
}

function providersPage(): string {
  const sections = PROVIDERS.map(({ adapter: { manifest }, access }) => {
    const countries = manifest.countries.join(', ')
    return `## ${manifest.title}

[${manifest.homepage}](${manifest.homepage}). ${access} Countries: ${countries || 'any'}.

${table(['Capability', 'Value'], capabilityRows(manifest))}
`
  })
  return `${notice}

# Providers

What each provider can do, as its manifest says. The engine, the screens and the conformance kit go by these values; their meaning is in \`src/providers/contract/manifest.ts\`.

${sections.join('\n')}`
}

function capabilityRows({ capabilities }: Manifest): string[][] {
  return Object.entries(capabilities).map(([name, value]) => [name, showValue(value)])
}

function showValue(value: string | number | object): string {
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name} ${part}`)
    .join(', ')
}

const pages = [
  { file: 'docs/settings.md', text: settingsPage() },
  { file: 'docs/providers.md', text: providersPage() },
]

for (const { file, text } of pages) {
  const at = new URL(`../${file}`, import.meta.url)
  const isCurrent = fs.existsSync(at) && fs.readFileSync(at, 'utf8') === text
  if (isCurrent) continue
  if (process.argv.includes('--check')) {
    console.log(`${file} is out of date: run "node run.mjs scripts/generate-docs.ts"`)
    process.exitCode = 1
  } else {
    fs.writeFileSync(at, text)
    console.log(`${file} is written`)
  }
}
