// Random values that a JSON Schema allows: the emptiest, the fullest and the oddest, with fields nobody
// named.
import fc from 'fast-check'
import type { JsonValue } from '../../src/domain/source-record.ts'

type Schema = { readonly [key: string]: unknown }

/** Deeper parts are left empty; the judged schemas are not recursive beyond this. */
const DEPTH_MAX = 6

/** Values of a named schema of an OpenAPI description whose schemas are rewritten to JSON Schema. */
export function arbitraryOf(schema: (name: string) => Schema, name: string): fc.Arbitrary<JsonValue> {
  const kept = new Map<string, fc.Arbitrary<JsonValue>>()
  return named(name, 0)

  function named(known: string, depth: number): fc.Arbitrary<JsonValue> {
    const made = kept.get(known) ?? make(schema(known), depth)
    kept.set(known, made)
    return made
  }

  function make(node: Schema, depth: number): fc.Arbitrary<JsonValue> {
    if (depth > DEPTH_MAX) return fc.constant(null)
    const { $ref: reference, anyOf, allOf, enum: values, type } = node
    if (typeof reference === 'string') return named(reference.split('/').at(-1) ?? '', depth + 1)
    if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as Schema[]).map((part) => make(part, depth + 1)))
    if (Array.isArray(allOf)) {
      const parts = (allOf as Schema[]).map((part) => make(part, depth + 1))
      return fc.tuple(...parts).map((made) => Object.assign({}, ...made) as JsonValue)
    }
    if (Array.isArray(values)) return fc.oneof(fc.constantFrom(...(values as JsonValue[])), oddText())
    switch (type) {
      case 'object':
        return makeObject(node, depth)
      case 'array':
        return fc.array(make((node['items'] ?? {}) as Schema, depth + 1), { maxLength: 2 })
      case 'string':
        return node['format'] === 'date' ? dates() : fc.oneof(oddText(), dates(), fc.constant('USD'))
      case 'number':
      case 'integer':
        return fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer(),
          fc.constantFrom(12.5, -0, 0.1 + 0.2),
        )
      case 'boolean':
        return fc.boolean()
      default:
        return type === 'null' ? fc.constant(null) : (fc.jsonValue() as fc.Arbitrary<JsonValue>)
    }
  }

  function makeObject(node: Schema, depth: number): fc.Arbitrary<JsonValue> {
    const properties = Object.entries((node['properties'] ?? {}) as Record<string, Schema>)
    const model = Object.fromEntries(properties.map(([key, part]) => [key, make(part, depth + 1)]))
    const requiredKeys = ((node['required'] ?? []) as string[]).filter((key) => key in model)
    const known = fc.record(model, { requiredKeys: requiredKeys as never[] })
    const further = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 1 })
    return fc.tuple(further, known).map(([more, made]) => ({ ...more, ...(made as object) }) as JsonValue)
  }
}

const oddText = () =>
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '\0', 'null', '\ud800', 'a\u202eb'))
const dates = () =>
  fc.constantFrom('2026-03-10', '2026-03-10T00:00:00Z', '2026-03-10T09:30:00+02:00', '0001-01-01')
