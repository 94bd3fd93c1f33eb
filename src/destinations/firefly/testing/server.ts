// A server that answers as Firefly III's public API description says, for tests. It listens on loopback, keeps its rows
// in memory and shares nothing with the adapter.
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type StoredSplit = {
  transaction_journal_id: string
  type: string
  date: string
  amount: string
  currency_code: string
  description: string
  source_id: string
  source_name: string
  destination_id: string
  destination_name: string
  category_name: string | null
  notes: string | null
  tags: string[]
  external_id: string | null
  reconciled: boolean
}

export type Seen = { readonly method: string; readonly path: string }

export type TestFirefly = {
  readonly address: string
  readonly token: string
  readonly seen: Seen[]
  /** Groups by id. A test changes them as a person would. */
  readonly groups: Map<string, StoredSplit[]>
  readonly accounts: Map<string, { name: string; currency_code: string; active: boolean }>
  /** The next so many requests that match are answered with this instead. */
  readonly fail: (count: number, status: number, headers?: Record<string, string>, method?: string) => void
  /** The next so many requests of the method are carried out, and their answers never arrive. */
  readonly loseAnswers: (count: number, method: string) => void
  /** A rule of the person's: rows to this payee get this category. */
  readonly addRule: (payee: string, category: string) => void
  readonly close: () => Promise<void>
}

type Fault =
  | { kind: 'status'; count: number; status: number; headers: Record<string, string>; method: string | undefined }
  | { kind: 'lost'; count: number; method: string }

type Answer = { status: number; body: unknown; headers?: Record<string, string> }

const TOKEN = 'firefly-fake-token'
const OWN_TYPES = 'asset'

export async function startTestFirefly(): Promise<TestFirefly> {
  const groups = new Map<string, StoredSplit[]>()
  const accounts: TestFirefly['accounts'] = new Map()
  const rules = new Map<string, string>()
  const faults: Fault[] = []
  const seen: Seen[] = []
  let lastId = 100
  const nextId = () => String((lastId += 1))

  const server = http.createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const method = request.method ?? 'GET'
      seen.push({ method, path: url.pathname + url.search })
      const fault = faults.find((each) => each.method === undefined || each.method === method)
      if (fault !== undefined) {
        fault.count -= 1
        if (fault.count <= 0) faults.splice(faults.indexOf(fault), 1)
      }
      if (fault?.kind === 'status') {
        reply({ status: fault.status, body: { message: 'a fault' }, headers: fault.headers })
        return
      }
      const answer = answerTo(method, url, request.headers.authorization, body)
      if (fault?.kind === 'lost') response.destroy()
      else reply(answer)
    })
    function reply({ status, body, headers = {} }: Answer): void {
      if (status === 204) {
        response.writeHead(204, headers).end()
        return
      }
      response.writeHead(status, { 'content-type': 'application/vnd.api+json', ...headers })
      response.end(JSON.stringify(body))
    }
  })

  function answerTo(method: string, url: URL, authorization: string | undefined, body: unknown): Answer {
    if (authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Unauthenticated.' } }
    const path = url.pathname
    if (method === 'GET' && path === '/api/v1/about') return { status: 200, body: { data: { version: '6.6.2' } } }
    if (method === 'GET' && path === '/api/v1/accounts') return listAccounts(url)
    if (method === 'GET' && path === '/api/v1/categories') return listCategories(url)
    if (method === 'GET' && path === '/api/v1/search/transactions') return search(url)
    const ofAccount = /^\/api\/v1\/accounts\/([^/]+)\/transactions$/.exec(path)
    if (method === 'GET' && ofAccount) return transactionsOf(url, ofAccount[1] ?? '')
    if (method === 'POST' && path === '/api/v1/transactions') return store(body)
    const one = /^\/api\/v1\/transactions\/([^/]+)$/.exec(path)
    if (one === null) return { status: 404, body: { message: 'Resource not found' } }
    const id = one[1] ?? ''
    const group = groups.get(id)
    if (group === undefined) return { status: 404, body: { message: 'Resource not found' } }
    if (method === 'GET') return { status: 200, body: { data: shown(id, group) } }
    if (method === 'DELETE') {
      groups.delete(id)
      return { status: 204, body: null }
    }
    return method === 'PUT' ? update(id, group, body) : { status: 405, body: { message: 'Method not allowed' } }
  }

  function listAccounts(url: URL): Answer {
    const all = url.searchParams.get('type') === OWN_TYPES ? [...accounts] : []
    return paged(
      url,
      all.map(([id, attributes]) => ({ type: 'accounts', id, attributes })),
    )
  }

  function listCategories(url: URL): Answer {
    const names = new Set([...groups.values()].flat().flatMap(({ category_name }) => category_name ?? []))
    return paged(
      url,
      [...names].map((name, index) => ({ type: 'categories', id: String(index + 1), attributes: { name } })),
    )
  }

  function transactionsOf(url: URL, accountId: string): Answer {
    if (!accounts.has(accountId)) return { status: 404, body: { message: 'Resource not found' } }
    const start = url.searchParams.get('start') ?? ''
    const end = url.searchParams.get('end') ?? '9999'
    const found = [...groups].filter(([, splits]) =>
      splits.some(
        ({ date, source_id, destination_id }) =>
          [source_id, destination_id].includes(accountId) && date.slice(0, 10) >= start && date.slice(0, 10) <= end,
      ),
    )
    return paged(
      url,
      found.map(([id, splits]) => shown(id, splits)),
    )
  }

  /** As it does: the operator for "is" finds what contains the text. */
  function search(url: URL): Answer {
    const text = /^external_id_is:(.*)$/.exec(url.searchParams.get('query') ?? '')?.[1] ?? ''
    const found = [...groups].filter(([, splits]) => splits.some(({ external_id }) => external_id?.includes(text)))
    return paged(
      url,
      found.map(([id, splits]) => shown(id, splits)),
    )
  }

  function store(body: unknown): Answer {
    const { transactions, apply_rules, error_if_duplicate_hash } = body as {
      transactions: Record<string, unknown>[]
      apply_rules?: boolean
      error_if_duplicate_hash?: boolean
    }
    const faultsFound = transactions.flatMap((each, index) => validate(each, index))
    if (faultsFound.length > 0) return invalid(Object.fromEntries(faultsFound))
    const splits = transactions.map((each) => splitOf(each))
    if (error_if_duplicate_hash === true && [...groups.values()].flat().some((each) => isSame(each, splits[0]))) {
      return invalid({ 'transactions.0.description': ['Duplicate of transaction.'] })
    }
    if (apply_rules === true) splits.forEach(applyRules)
    const id = nextId()
    groups.set(id, splits)
    return { status: 200, body: { data: shown(id, splits) } }
  }

  function validate(each: Record<string, unknown>, index: number): [string, string[]][] {
    const complaints: [string, string[]][] = []
    const complain = (field: string, text: string) => complaints.push([`transactions.${index}.${field}`, [text]])
    for (const field of ['type', 'date', 'amount', 'description']) {
      if (typeof each[field] !== 'string' || each[field] === '') complain(field, `The ${field} field is required.`)
    }
    if (!(Number(each['amount']) > 0)) complain('amount', 'The amount must be more than zero.')
    const own = each['type'] === 'deposit' ? each['destination_id'] : each['source_id']
    if (each['type'] === 'transfer' && !accounts.has(String(each['destination_id']))) {
      complain('destination_id', 'Could not find a valid destination account.')
    }
    if (!accounts.has(String(own))) complain('source_id', 'Could not find a valid account.')
    return complaints
  }

  function splitOf(each: Record<string, unknown>): StoredSplit {
    const field = (name: string) => {
      const value = each[name]
      return typeof value === 'string' ? value : null
    }
    const isOut = each['type'] !== 'deposit'
    const target = each['type'] === 'transfer' ? accounts.get(field('destination_id') ?? '')?.name : undefined
    const other = target ?? field(isOut ? 'destination_name' : 'source_name') ?? '(cash)'
    const ownId = field(isOut ? 'source_id' : 'destination_id') ?? ''
    const ownName = accounts.get(ownId)?.name ?? ''
    return {
      transaction_journal_id: nextId(),
      type: field('type') ?? '',
      date: `${field('date')}T00:00:00+02:00`,
      amount: field('amount') ?? '',
      currency_code: field('currency_code') ?? accounts.get(ownId)?.currency_code ?? '',
      description: field('description') ?? '',
      source_id: isOut ? ownId : `revenue ${other}`,
      source_name: isOut ? ownName : other,
      destination_id: target !== undefined ? (field('destination_id') ?? '') : isOut ? `expense ${other}` : ownId,
      destination_name: isOut ? other : ownName,
      category_name: field('category_name') || null,
      notes: field('notes'),
      tags: (each['tags'] as string[] | undefined) ?? [],
      external_id: field('external_id'),
      reconciled: false,
    }
  }

  function applyRules(split: StoredSplit): void {
    const category = rules.get(split.destination_name)
    if (category !== undefined) split.category_name = category
  }

  function update(id: string, group: StoredSplit[], body: unknown): Answer {
    const { transactions } = body as { transactions: Record<string, unknown>[] }
    const next = group.map((split) => ({ ...split }))
    for (const { transaction_journal_id, ...fields } of transactions) {
      const target = next.find((each) => each.transaction_journal_id === transaction_journal_id) ?? next[0]
      if (target === undefined) return invalid({ transactions: ['No such split.'] })
      if ('amount' in fields && target.reconciled) return invalid({ amount: ['The transaction is reconciled.'] })
      if ('date' in fields) fields['date'] = `${String(fields['date'])}T00:00:00+02:00`
      if (fields['category_name'] === '') fields['category_name'] = null
      const isOut = target.type !== 'deposit'
      const otherName = fields[isOut ? 'destination_name' : 'source_name']
      if (otherName === null) fields[isOut ? 'destination_name' : 'source_name'] = '(cash)'
      Object.assign(target, fields)
    }
    groups.set(id, next)
    return { status: 200, body: { data: shown(id, next) } }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    token: TOKEN,
    seen,
    groups,
    accounts,
    fail: (count, status, headers = {}, method) => faults.push({ kind: 'status', count, status, headers, method }),
    loseAnswers: (count, method) => faults.push({ kind: 'lost', count, method }),
    addRule: (payee, category) => rules.set(payee, category),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const invalid = (errors: Record<string, string[]>): Answer => ({
  status: 422,
  body: { message: Object.values(errors).flat()[0], errors },
})

const isSame = (left: StoredSplit, right: StoredSplit | undefined): boolean =>
  left.amount === right?.amount && left.date === right.date && left.description === right.description

const shown = (id: string, transactions: StoredSplit[]) => ({
  type: 'transactions',
  id,
  attributes: { group_title: null, transactions },
  links: { self: `https://firefly.invalid/transactions/${id}` },
})

const DEFAULT_PAGE_ROWS = 50

function paged(url: URL, all: readonly unknown[]): Answer {
  const limit = Number(url.searchParams.get('limit') ?? DEFAULT_PAGE_ROWS)
  const page = Number(url.searchParams.get('page') ?? 1)
  const pagination = {
    total: all.length,
    count: Math.min(limit, all.length),
    per_page: limit,
    current_page: page,
    total_pages: Math.max(1, Math.ceil(all.length / limit)),
  }
  return { status: 200, body: { data: all.slice((page - 1) * limit, page * limit), meta: { pagination } } }
}

async function readBody(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? null : JSON.parse(text)
}
