import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError, describeSettings, readConfig } from './config.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-config-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const providerSettings = [{ name: 'BANKS_SECRET', provider: 'banks', isSecret: true, help: 'A key.' }]
const read = (env: Record<string, string>) => readConfig(env, { providerSettings, root, isServer: true })

describe('settings', () => {
  test('have working defaults', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 4280,
      databaseUrl: null,
      baseUrl: 'http://127.0.0.1:4280',
      providerSettings: { banks: {} },
    })
  })

  test('keep everything below the checkout when there is one', () => {
    fs.mkdirSync(path.join(root, '.git'))
    expect(read({}).home).toBe(path.join(root, '.tributary'))
  })

  test('refuse a host that other machines can reach', () => {
    expect(() => read({ HOST: '0.0.0.0' })).toThrow(/HOST must be 127\.0\.0\.1, ::1 or localhost/)
  })

  test('name an unknown TRIBUTARY_ key', () => {
    expect(() => read({ TRIBUTARY_PROT: '1' })).toThrow(/no setting TRIBUTARY_PROT/)
  })

  test('never repeat a wrong secret', () => {
    expect(() => read({ DATABASE_URL: 'mysql://joe:hunter2@db' })).toThrow(
      /DATABASE_URL must start with postgres/,
    )
    expect(() => read({ DATABASE_URL: 'mysql://joe:hunter2@db' })).not.toThrow(/hunter2/)
  })

  test('come from a file where NAME_FILE says so', () => {
    const file = path.join(root, 'key')
    fs.writeFileSync(file, 'fake-key\n')
    expect(read({ BANKS_SECRET_FILE: file }).providerSettings).toEqual({
      banks: { BANKS_SECRET: 'fake-key' },
    })
    expect(() => read({ BANKS_SECRET_FILE: file, BANKS_SECRET: 'x' })).toThrow(/both set/)
    expect(() => read({ BANKS_SECRET_FILE: `${file}-missing` })).toThrow(/BANKS_SECRET_FILE can't be read/)
  })

  test('say all that is wrong at once', () => {
    const act = () => read({ PORT: 'abc', BASE_URL: 'nonsense' })
    expect(act).toThrow(ConfigError)
    expect(act).toThrow(/PORT.*BASE_URL/s)
  })

  test('are all described', () => {
    expect(describeSettings(providerSettings).map(({ name }) => name)).toEqual([
      'TRIBUTARY_HOME',
      'HOST',
      'PORT',
      'DATABASE_URL',
      'BASE_URL',
      'LOG_LEVEL',
      'BANKS_SECRET',
    ])
  })
})
