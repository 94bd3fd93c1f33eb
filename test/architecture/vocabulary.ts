import { isTest, lineAt, parse, type Sources, type Violation } from './sources.ts'

/** Names that say nothing, or that another word of the glossary stands for. */
const bannedWords: Record<string, string> = {
  item: 'say what it is one of; a provider\'s "item" is a connection',
  login: 'say connection, credential or session',
  externalId: 'say sourceId',
  remoteId: 'say sourceId',
  merchant: 'say payoree, or counterparty for what the bank wrote',
  memo: 'say description or note',
  txn: 'say transaction',
  util: 'name the file or function after what it does',
  helper: 'name the file or function after what it does',
  manager: 'say what it does',
  service: 'say what it does',
  processor: 'say what it does',
  data: 'say which',
  info: 'say which',
}

/** Providers, by which only their own folders, the registry and the main module may call them. */
const vendorName = /plaid|yodlee|finicity|gocardless|simplefin/i
const vendorPlaces = /^src\/(providers\/(registry\.ts$|[^/]+\/)|main\.ts$)/
/** Parts of the providers' folder that serve all of them. */
const commonPlaces = /^src\/providers\/(contract|http|world|conformance)\//

/**
 * Budget programs, by which only their own folders, the registry and the main module may call them. The one whose name
 * is a common word is known by it in quotes or with its last name.
 */
const destinationName = /firefly|ynab|actual[ -]?budget|['"`]actual['"`]/i
const destinationPlaces = /^src\/(destinations\/(registry\.ts$|[^/]+\/)|providers\/file\/programs\/|main\.ts$)/
/** Brands that people pay, some of which make budget programs. */
const brandPlaces = /^src\/domain\/payoree\/known\//

/**
 * Banned words that stay, each with its reason: other people's names that we must declare to use.
 * The key is `file:name`, or `*:name` for any file.
 */
const allowed: Record<string, string> = {
  'src/sync/deps.ts:info': 'a level of the log, as pino calls it',
  'src/destinations/ynab/testing/server.ts:memo': 'a field of the rows that it answers with, as YNAB calls it',
}

/**
 * Every banned name that is declared, every banned file name, and every provider called by name outside its
 * place.
 */
export function vocabularyViolations(sources: Sources): Violation[] {
  const violations: Violation[] = []
  for (const [file, text] of sources) {
    if (isTest(file) || !/^(src|web)\//.test(file)) continue
    violations.push(...fileNameViolations(file), ...declaredViolations(file, text))
    if (!vendorPlaces.test(file) || commonPlaces.test(file)) {
      violations.push(...calledViolations(file, text, vendorName, 'provider'))
    }
    if (!destinationPlaces.test(file) && !brandPlaces.test(file)) {
      violations.push(...calledViolations(file, text, destinationName, 'destination'))
    }
  }
  return violations
}

function fileNameViolations(file: string): Violation[] {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '')
  const word = bannedWordIn([name.split('-').at(-1) ?? ''])
  return word === undefined ? [] : [{ file, line: 1, problem: `is named "${word}": ${bannedWords[word]}` }]
}

function declaredViolations(file: string, text: string): Violation[] {
  const violations: Violation[] = []
  walk(parse(file, text).program, (name, offset) => {
    const word = bannedWordIn([name, wordsOf(name).at(-1) ?? ''])
    if (word === undefined || isWireName(file, name)) return
    if (allowed[`${file}:${name}`] !== undefined || allowed[`*:${name}`] !== undefined) return
    violations.push({ file, line: lineAt(text, offset), problem: `declares ${name}: ${bannedWords[word]}` })
  })
  return violations
}

/** In an adapter, a name with underscores is the other side's own field. */
function isWireName(file: string, name: string): boolean {
  return name.includes('_') && (vendorPlaces.test(file) || destinationPlaces.test(file))
}

function wordsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z0-9])(?=[A-Z])/)
}

/**
 * The banned word among these, plurals included. Only the noun that a name ends in says what the thing is.
 */
function bannedWordIn(words: string[]): string | undefined {
  const banned = Object.keys(bannedWords)
  return banned.find((each) =>
    words.some((word) => [each, `${each}s`].includes(word[0]?.toLowerCase() + word.slice(1))),
  )
}

function calledViolations(file: string, text: string, name: RegExp, kind: string): Violation[] {
  // Comments may say which provider a rule comes from.
  const { comments } = parse(file, text)
  const code = comments.reduce(
    (rest, { start, end }) =>
      rest.slice(0, start) + rest.slice(start, end).replace(/[^\n]/g, ' ') + rest.slice(end),
    text,
  )
  const found = name.exec(code)
  if (found === null) return []
  const problem = `calls the ${kind} "${found[0]}" by name: only its own folder, the registry and main.ts may`
  return [{ file, line: lineAt(text, found.index), problem }]
}

type SyntaxNode = { type: string; start: number } & Record<string, unknown>
type OnName = (name: string, offset: number) => void

/** Where syntax declares names: the fields of a node that hold a name or a pattern of names. */
const declaringFields: Record<string, string[]> = {
  VariableDeclarator: ['id'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  ClassDeclaration: ['id'],
  PropertyDefinition: ['key'],
  MethodDefinition: ['key'],
  TSPropertySignature: ['key'],
  TSMethodSignature: ['key', 'params'],
  TSTypeAliasDeclaration: ['id'],
  TSInterfaceDeclaration: ['id'],
  TSFunctionType: ['params'],
  CatchClause: ['param'],
}

function walk(value: unknown, onName: OnName): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, onName)
  } else if (isNode(value)) {
    for (const field of declaringFields[value.type] ?? []) readPattern(value[field], onName)
    for (const child of Object.values(value)) walk(child, onName)
  }
}

function readPattern(value: unknown, onName: OnName): void {
  if (Array.isArray(value)) {
    for (const each of value) readPattern(each, onName)
    return
  }
  if (!isNode(value)) return
  if (value.type === 'Identifier') onName(String(value['name']), value.start)
  // { theirName: ourName } declares only the second; { theirName } alone declares nothing of ours.
  else if (value.type === 'Property' && value['shorthand'] !== true) readPattern(value['value'], onName)
  else if (value.type === 'ObjectPattern') readPattern(value['properties'], onName)
  else if (value.type === 'ArrayPattern') readPattern(value['elements'], onName)
  else if (value.type === 'AssignmentPattern') readPattern(value['left'], onName)
  else if (value.type === 'RestElement') readPattern(value['argument'], onName)
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
