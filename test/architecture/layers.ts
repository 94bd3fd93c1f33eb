import { findCycles, type Import, importsOf } from './imports.ts'
import { isTest, type Sources, type Violation } from './sources.ts'

/**
 * A part of the program and what it may use. The first layer whose pattern matches a file is the file's
 * layer.
 */
type Layer = {
  name: string
  files: RegExp
  /** Files that it may import, besides its own layer. */
  mayImport: RegExp[]
  /**
   * Whether it may use Node's modules and packages; some packages are kept to one layer, see
   * `packageOwners`.
   */
  outside: 'none' | 'packages' | 'packages and node'
  why: string
}

const domain = /^src\/domain\//
/** What reading a file gives is a contract too, between the file provider and the use cases. */
const contract = /^src\/providers\/(contract\/|file\/file-reading\.ts$)/
const http = /^src\/providers\/http\//
const world = /^src\/providers\/world\//
/** What the adapters of budget programs share: the contract, and how a request is sent. */
const destinationContract = /^src\/destinations\/(contract|exchange|address|one-by-one)\.ts$/
const conformance = /^src\/providers\/conformance\//
const storage = /^src\/storage\//
const sync = /^src\/sync\//
const app = /^src\/app\//
const worker = /^src\/worker\//
/** What every layer above the providers may use: settings, log, and the record of clock, ids and the rest. */
const foundation = /^src\/(config|log|deps)\.ts$/
const apiContract = /^src\/api\/contract(\/.*)?[^/]*\.ts$/
const launcher = /^launcher\//
const everything = /^/

const layers: Layer[] = [
  {
    name: 'domain',
    files: domain,
    mayImport: [],
    outside: 'none',
    why: 'the domain is pure: no input or output, clock, randomness, packages or Node modules',
  },
  {
    name: 'world',
    files: world,
    mayImport: [domain],
    outside: 'none',
    why: "a World is a pure model of a bank's history",
  },
  {
    name: 'provider contract',
    files: contract,
    mayImport: [domain],
    outside: 'packages',
    why: 'the contract is all that an adapter and the engine know of each other',
  },
  {
    name: 'provider http',
    files: http,
    mayImport: [contract, domain],
    outside: 'packages and node',
    why: 'the one way out to the network knows errors and nothing else of ours',
  },
  {
    name: 'conformance kit',
    files: conformance,
    mayImport: [contract, http, world, domain],
    outside: 'packages and node',
    why: 'the kit judges any adapter, so it knows none',
  },
  {
    name: 'provider registry',
    files: /^src\/providers\/[^/]+\.ts$/,
    mayImport: [/^src\/providers\//, domain, foundation],
    outside: 'packages and node',
    why: 'it lists the providers and their demo banks for the main module, and decides nothing',
  },
  {
    name: 'destination contract',
    files: destinationContract,
    mayImport: [contract, http, domain],
    outside: 'packages and node',
    why: 'the contract is all that an adapter and the use cases know of each other',
  },
  {
    name: 'destination registry',
    files: /^src\/destinations\/[^/]+\.ts$/,
    mayImport: [/^src\/destinations\//, contract, http, domain, foundation],
    outside: 'packages and node',
    why: 'it lists the destinations for the main module, and decides nothing',
  },
  // The adapters themselves: see `adapterLayer` and `destinationLayer`.
  {
    name: 'storage',
    files: storage,
    mayImport: [domain, launcher],
    outside: 'packages and node',
    why: 'storage keeps what the domain defines and knows no provider',
  },
  {
    name: 'sync',
    files: sync,
    mayImport: [domain, contract, storage, foundation],
    outside: 'packages and node',
    why: 'the engine speaks to any provider through the contract',
  },
  {
    name: 'app',
    files: app,
    mayImport: [domain, contract, destinationContract, storage, sync, foundation],
    outside: 'packages and node',
    why: 'a use case serves web, command line and worker alike',
  },
  {
    name: 'worker',
    files: worker,
    mayImport: [domain, contract, storage, sync, app, foundation],
    outside: 'packages and node',
    why: 'the worker starts runs and knows neither web nor command line',
  },
  {
    name: 'api contract',
    files: apiContract,
    mayImport: [domain],
    outside: 'packages',
    why: 'the page imports the contract as well, so it must run in a browser',
  },
  {
    name: 'api',
    files: /^src\/api\//,
    mayImport: [app, domain, apiContract, foundation],
    outside: 'packages and node',
    why: 'routes call use cases; what they need of storage, sync or providers belongs into a use case',
  },
  {
    name: 'command line',
    files: /^src\/cli\//,
    mayImport: [app, domain, foundation],
    outside: 'packages and node',
    why: 'commands call use cases; what they need of storage, sync or providers belongs into a use case',
  },
  {
    name: 'foundation',
    files: foundation,
    mayImport: [domain, contract, destinationContract, storage],
    outside: 'packages and node',
    why: 'everything above uses it',
  },
  {
    name: 'main',
    files: /^src\/(main|compose|file-thread)\.ts$/,
    mayImport: [everything],
    outside: 'packages and node',
    why: 'it puts everything together',
  },
  {
    name: 'tools',
    files: /^((test|eval|scripts|bin)\/|web\/[^/]+\.config\.ts$)/,
    mayImport: [everything],
    outside: 'packages and node',
    why: 'tools look at everything',
  },
  {
    name: 'web',
    files: /^web\//,
    mayImport: [apiContract],
    outside: 'packages',
    why: 'the page knows the server by the API contract alone',
  },
  {
    name: 'launcher',
    files: launcher,
    mayImport: [],
    outside: 'packages and node',
    why: 'it runs before any package is installed',
  },
]

/**
 * Packages that one part of the program keeps to itself, so that they can be replaced there. Types may be
 * named.
 */
const packageOwners: Record<string, RegExp> = {
  kysely: storage,
  pg: storage,
  'pg-boss': /^src\/worker\//,
  undici: http,
  pino: /^src\/log\.ts$/,
  '@actual-app/api': /^src\/destinations\/actual\//,
  'csv-parse': /^src\/providers\/file\//,
  hono: /^src\/api\//,
  '@hono/node-server': /^src\/api\//,
  react: /^web\//,
  'react-dom': /^web\//,
}

/**
 * Every adapter is a layer of its own, and so is its emulator, which judges it from the other end of the
 * wire.
 */
function adapterLayer(file: string): Layer | undefined {
  const match = /^src\/providers\/([^/]+)\/(emulator\/)?/.exec(file)
  if (match === null) return undefined
  const [, name = '', emulator] = match
  if (emulator !== undefined) {
    return {
      name: `emulator of ${name}`,
      files: new RegExp(`^src/providers/${name}/emulator/`),
      mayImport: [contract, world, domain],
      outside: 'packages and node',
      why: 'an emulator that shared code with its adapter would share its mistakes',
    }
  }
  return {
    name: `adapter ${name}`,
    files: new RegExp(`^src/providers/${name}/(?!emulator/)`),
    mayImport: [contract, http, domain],
    outside: 'packages and node',
    why: 'an adapter knows the contract and its own wire: no storage, no other adapter, no World',
  }
}

/** Every budget program is a layer of its own, and so is the server made from its public description. */
function destinationLayer(file: string): Layer | undefined {
  const match = /^src\/destinations\/([^/]+)\/(testing\/)?/.exec(file)
  if (match === null) return undefined
  const [, name = '', testing] = match
  if (testing !== undefined) {
    return {
      name: `server of ${name}`,
      files: new RegExp(`^src/destinations/${name}/testing/`),
      mayImport: [],
      outside: 'packages and node',
      why: 'a server that shared code with its adapter would share its mistakes',
    }
  }
  return {
    name: `destination ${name}`,
    files: new RegExp(`^src/destinations/${name}/(?!testing/)`),
    mayImport: [destinationContract, contract, http, domain],
    outside: 'packages and node',
    why: 'an adapter knows the contract and its own wire: no storage and no other adapter',
  }
}

function layerOf(file: string): Layer | undefined {
  return layers.find(({ files }) => files.test(file)) ?? adapterLayer(file) ?? destinationLayer(file)
}

/** Every import that goes in a direction it may not, and every circle of imports. */
export function layerViolations(sources: Sources): Violation[] {
  const violations: Violation[] = []
  for (const [file, text] of sources) {
    if (isTest(file)) continue
    const layer = layerOf(file)
    if (layer === undefined) {
      violations.push({
        file,
        line: 1,
        problem: 'belongs to no layer: add one to test/architecture/layers.ts',
      })
      continue
    }
    for (const each of importsOf(file, text)) {
      const problem = importProblem(layer, each)
      if (problem !== undefined) violations.push({ file, line: each.line, problem })
    }
  }
  for (const cycle of findCycles(sources)) {
    const [file = ''] = cycle
    violations.push({
      file,
      line: 1,
      problem: `is part of a circle of imports: ${[...cycle, file].join(' → ')}`,
    })
  }
  return violations
}

function importProblem(layer: Layer, each: Import): string | undefined {
  if (each.kind === 'file') {
    const isAllowed = [layer.files, ...layer.mayImport].some((pattern) => pattern.test(each.target))
    // Only the main module and tools may look at everything; nobody looks at them.
    const isTop =
      /^(src\/(main|compose)\.ts|test\/|eval\/|scripts\/)/.test(each.target) &&
      !layer.mayImport.includes(everything)
    return isAllowed && !isTop ? undefined : `${layer.name} may not import ${each.target}: ${layer.why}`
  }
  const isOutsideAllowed =
    layer.outside === 'packages and node' || (layer.outside === 'packages' && each.kind !== 'node')
  if (!isOutsideAllowed) return `${layer.name} may not import ${each.name}: ${layer.why}`
  const owner = packageOwners[each.name]
  if (owner === undefined || owner.test(each.from) || each.isType || layer.name === 'tools') return undefined
  return `${layer.name} may not import ${each.name}: that package is kept to ${owner.source}`
}
