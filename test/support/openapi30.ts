// Checks requests and answers against an OpenAPI 3.0 description, by rewriting its schemas to JSON Schema for
// AJV.
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

export type ApiJudge = {
  /**
   * What is wrong with a request's body, in words; empty where nothing is. Fields nobody described count as
   * wrong.
   */
  readonly requestFaults: (path: string, body: unknown) => readonly string[]
  readonly answerFaults: (path: string, status: number, body: unknown) => readonly string[]
  /** The rewritten schema of the name, for making values of it. */
  readonly schema: (name: string) => JsonObject
}

/**
 * Reads a description in YAML. POST operations with JSON bodies only, as that is all the judged APIs have.
 */
export function judgeOf(file: string): ApiJudge {
  const api = rewrite(parse(readFileSync(file, 'utf8'))) as JsonObject
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', ...api })
  const kept = new Map<string, ValidateFunction | null>()
  const validator = (pointer: string): ValidateFunction | null => {
    const known = kept.get(pointer)
    if (known !== undefined) return known
    const compiled = at(api, pointer) === undefined ? null : ajv.compile({ $ref: `api#${pointer}` })
    kept.set(pointer, compiled)
    return compiled
  }
  const schemaPointer = (path: string, rest: string) =>
    `/paths/${path.replaceAll('/', '~1')}/post/${rest}/content/application~1json/schema`
  return {
    requestFaults: (path, body) => {
      const pointer = schemaPointer(path, 'requestBody')
      const unknown = undescribedFields(api, at(api, pointer), body, '')
      return [...faultsOf(validator(pointer), path, body), ...unknown]
    },
    answerFaults: (path, status, body) => {
      const exact = schemaPointer(path, `responses/${status}`)
      return faultsOf(validator(exact) ?? validator(schemaPointer(path, 'responses/default')), path, body)
    },
    schema: (name) => at(api, `/components/schemas/${name}`) as JsonObject,
  }
}

function faultsOf(validate: ValidateFunction | null, path: string, body: unknown): readonly string[] {
  if (validate === null) return [`${path} is not described`]
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${path}: ${describe(error)}`)
}

const describe = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || 'the body'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`

/** Fields of an object that its schema does not name; many APIs refuse a request with such. */
function undescribedFields(
  api: JsonObject,
  schema: Json | undefined,
  value: unknown,
  path: string,
): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const known = propertiesOf(api, schema)
  if (known.size === 0) return []
  return Object.entries(value).flatMap(([name, part]) =>
    known.has(name)
      ? undescribedFields(api, known.get(name), part, `${path}/${name}`)
      : [`${path}/${name} is not described`],
  )
}

function propertiesOf(api: JsonObject, schema: Json | undefined): Map<string, Json> {
  const found = new Map<string, Json>()
  const visit = (node: Json | undefined): void => {
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return
    if (typeof node['$ref'] === 'string') visit(at(api, node['$ref'].slice(1)))
    for (const list of [node['allOf'], node['anyOf'], node['oneOf']])
      if (Array.isArray(list)) list.forEach(visit)
    const { properties } = node
    if (properties && typeof properties === 'object' && !Array.isArray(properties)) {
      for (const [name, part] of Object.entries(properties)) found.set(name, part)
    }
  }
  visit(schema)
  return found
}

function at(root: Json, pointer: string): Json | undefined {
  let node: Json | undefined = root
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    node = node !== null && typeof node === 'object' && !Array.isArray(node) ? node[key] : undefined
  }
  return node
}

/** What OpenAPI 3.0 says in words of its own: `nullable`, and exclusive bounds as booleans. */
function rewrite(node: Json): Json {
  if (Array.isArray(node)) return node.map(rewrite)
  if (node === null || typeof node !== 'object') return node
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(node)) {
    // Examples hold values, not schemas; a property may well be called `example`, but then it holds a schema.
    if (key !== 'x-examples' && key !== 'examples') result[key] = rewrite(value)
  }
  exclusive(result, 'exclusiveMinimum', 'minimum')
  exclusive(result, 'exclusiveMaximum', 'maximum')
  return nullable(result)
}

function exclusive(node: JsonObject, flag: string, bound: string): void {
  if (typeof node[flag] !== 'boolean') return
  const limit = node[bound]
  const isExclusive = node[flag]
  delete node[flag]
  if (!isExclusive || limit === undefined) return
  node[flag] = limit
  delete node[bound]
}

function nullable(node: JsonObject): Json {
  if (typeof node['nullable'] !== 'boolean') return node
  const isNullable = node['nullable']
  delete node['nullable']
  return isNullable ? { anyOf: [node, { type: 'null' }] } : node
}
