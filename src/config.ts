// Every setting of Tributary, as one schema. Nothing else reads the environment.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { Secret } from './log.ts'

/** A setting that somebody must mend before Tributary can run. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly actor = 'operator'
}

/** A setting of a provider, declared beside its adapter. */
export type ProviderSetting = {
  readonly name: string
  readonly provider: string
  readonly isSecret: boolean
  readonly help: string
}

export type Config = {
  /** Folder for everything Tributary keeps outside the database. */
  readonly home: string
  readonly host: string
  readonly port: number
  /** Null means Tributary's own local PostgreSQL below `home`. */
  readonly databaseUrl: Secret | null
  /** Where browsers reach this server, without a slash at the end. */
  readonly baseUrl: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** What is set of each provider's settings, by provider and name. */
  readonly providerSettings: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', '::1', 'localhost']
/** Secret files hold one value; anything longer is the wrong file. */
const SECRET_FILE_BYTES_MAX = 65_536

export type SettingRow = {
  readonly name: string
  readonly default: string
  readonly help: string
  readonly isSecret: boolean
}

const settings = {
  TRIBUTARY_HOME: {
    default: "the platform's folder for application data; `.tributary/` inside a checkout",
    help:
      'Folder for the local database, keys and files. Keep it private and back it up. ' +
      'Bank files put into its `inbox` are imported by themselves.',
    isSecret: false,
  },
  HOST: {
    default: '127.0.0.1',
    help:
      'Address to listen on. Until sign-in exists only this machine may reach Tributary: ' +
      '127.0.0.1, ::1 or localhost.',
    isSecret: false,
  },
  PORT: { default: '4280', help: 'Port to listen on.', isSecret: false },
  DATABASE_URL: {
    default: "Tributary's own local PostgreSQL",
    help: 'A PostgreSQL 15 or newer to use instead: `postgres://user:password@host/database`.',
    isSecret: true,
  },
  BASE_URL: {
    default: '`http://HOST:PORT`',
    help: 'Address at which browsers reach Tributary, where banks send people back to.',
    isSecret: false,
  },
  LOG_LEVEL: {
    default: '`info` for the server, `warn` for commands',
    help: `How much to write to standard error: ${LOG_LEVELS.join(', ')}.`,
    isSecret: false,
  },
} satisfies Record<string, Omit<SettingRow, 'name'>>

const schema = z.object({
  TRIBUTARY_HOME: z.string().min(1).optional(),
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => LOOPBACK_HOSTS.includes(host), {
      error: 'must be 127.0.0.1, ::1 or localhost: without sign-in, only this machine may reach your money',
    }),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(4280),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// (see docs/settings.md)')
    .optional(),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://tributary.example' })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
})

/** Read by the launcher and by tests, not by the program itself. */
const FOREIGN_KEYS: readonly string[] = [
  'TRIBUTARY_ANCESTORS',
  'TRIBUTARY_SHARED',
  'TRIBUTARY_REQUIRE_SHARED',
  'TRIBUTARY_REQUIRE_BROWSER',
  'TRIBUTARY_CHROMIUM',
  'TRIBUTARY_LONG',
  'TRIBUTARY_LAW_WORLDS',
]

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings. `isServer` chooses the default log level.
 * Throws `ConfigError` naming every setting that is wrong, and never repeating its value.
 */
export function readConfig(
  env: Environment,
  options: {
    readonly providerSettings: readonly ProviderSetting[]
    readonly root: string
    readonly isServer: boolean
  },
): Config {
  const names = [...Object.keys(settings), ...options.providerSettings.map(({ name }) => name)]
  refuseUnknownKeys(env, names)
  const values = Object.fromEntries(names.map((name) => [name, readSetting(env, name)]))
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(
      `${faults.join('. ')}. Nothing was started or changed; mend the setting and start again.`,
    )
  }
  const { HOST: host, PORT: port } = parsed.data
  const shownHost = host.includes(':') ? `[${host}]` : host
  return {
    home: path.resolve(parsed.data.TRIBUTARY_HOME ?? defaultHome(env, options.root)),
    host,
    port,
    databaseUrl: parsed.data.DATABASE_URL === undefined ? null : new Secret(parsed.data.DATABASE_URL),
    baseUrl: (parsed.data.BASE_URL ?? `http://${shownHost}:${port}`).replace(/\/+$/, ''),
    logLevel: parsed.data.LOG_LEVEL ?? (options.isServer ? 'info' : 'warn'),
    providerSettings: groupByProvider(options.providerSettings, values),
  }
}

/** All settings for the documentation, the common ones first. */
export function describeSettings(providerSettings: readonly ProviderSetting[]): readonly SettingRow[] {
  const common = Object.entries(settings).map(([name, facts]) => ({ name, ...facts }))
  return [
    ...common,
    ...providerSettings.map(({ name, help, isSecret }) => ({ name, default: '', help, isSecret })),
  ]
}

function refuseUnknownKeys(env: Environment, names: readonly string[]): void {
  const known = new Set([...names, ...names.map((name) => `${name}_FILE`), ...FOREIGN_KEYS])
  const unknown = Object.keys(env).filter((key) => key.startsWith('TRIBUTARY_') && !known.has(key))
  if (unknown.length === 0) return
  throw new ConfigError(
    `There is no setting ${unknown.join(', ')}. Nothing was started or changed; ` +
      'docs/settings.md lists all settings.',
  )
}

/** The value, or what the file named by `…_FILE` holds. An empty value counts as not set. */
function readSetting(env: Environment, name: string): string | undefined {
  const value = env[name] === '' ? undefined : env[name]
  const file = env[`${name}_FILE`]
  if (file === undefined || file === '') return value
  if (value !== undefined) throw new ConfigError(`${name} and ${name}_FILE are both set. Keep one of them.`)
  try {
    if (fs.statSync(file).size > SECRET_FILE_BYTES_MAX) throw new Error('it is too large to be a setting')
    return fs.readFileSync(file, 'utf8').trim()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`${name}_FILE can't be read: ${why}. Mend the path or its rights and start again.`)
  }
}

function groupByProvider(
  declared: readonly ProviderSetting[],
  values: Readonly<Record<string, string | undefined>>,
): Config['providerSettings'] {
  const groups: Record<string, Record<string, string>> = {}
  for (const { provider, name } of declared) {
    const group = (groups[provider] ??= {})
    const value = values[name]
    if (value !== undefined) group[name] = value
  }
  return groups
}

function defaultHome(env: Environment, root: string): string {
  if (fs.existsSync(path.join(root, '.git'))) return path.join(root, '.tributary')
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Application Support', 'Tributary')
  return path.join(env['XDG_DATA_HOME'] ?? path.join(os.homedir(), '.local', 'share'), 'tributary')
}
