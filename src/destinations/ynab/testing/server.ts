// A server that answers as YNAB's public API description says, for tests. It listens on loopback, keeps its rows in
// memory and shares nothing with the adapter.
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type StoredRow = {
  id: string
  date: string
  amount: number
  memo: string | null
  cleared: 'cleared' | 'uncleared' | 'reconciled'
  approved: boolean
  flag_color: string | null
  account_id: string
  payee_id: string | null
  payee_name: string | null
  category_id: string | null
  category_name: string | null
  import_id: string | null
  deleted: boolean
  subtransactions: unknown[]
}

export type TestYnab = {
  /** With the version, as the API's own address has it. */
  readonly address: string
  readonly token: string
  readonly seen: { readonly method: string; readonly path: string }[]
  readonly rows: Map<string, StoredRow>
  readonly accounts: Map<string, { name: string; closed: boolean }>
  readonly categories: Map<string, string>
  readonly planId: string
  /** The next so many requests of the method are answered with this instead. */
  readonly fail: (count: number, status: number, method: string, headers?: Record<string, string>) => void
  /** The next so many requests of the method are carried out, and their answers never arrive. */
  readonly loseAnswers: (count: number, method: string) => void
  readonly close: () => Promise<void>
}

type Answer = { status: number; body: unknown; headers?: Record<string, string> }
type Fault = { count: number; method: string; answer: Answer | null }

const TOKEN = 'ynab-fake-token'
const IMPORT_ID_CHARS_MAX = 36
const PAYEE_CHARS_MAX = 200
const TEXT_CHARS_MAX = 500

export async function startTestYnab(currency: string): Promise<TestYnab> {
  const planId = randomUUID()
  const rows = new Map<string, StoredRow>()
  const accounts: TestYnab['accounts'] = new Map()
  const categories = new Map<string, string>()
  const faults: Fault[] = []
  const seen: { method: string; path: string }[] = []

  const server = http.createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const method = request.method ?? 'GET'
      seen.push({ method, path: url.pathname + url.search })
      const fault = faults.find((each) => each.method === method)
      if (fault !== undefined) {
        fault.count -= 1
        if (fault.count <= 0) faults.splice(faults.indexOf(fault), 1)
      }
      // Of a fault without an answer, the request is carried out all the same.
      const answer = fault?.answer ?? answerTo(method, url, request.headers.authorization, body)
      if (fault?.answer === null) {
        response.destroy()
        return
      }
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers })
      response.end(JSON.stringify(answer.body))
    })
  })

  function answerTo(method: string, url: URL, authorization: string | undefined, body: unknown): Answer {
    if (authorization !== `Bearer ${TOKEN}`) return refused(401, 'unauthorized', 'Unauthorized')
    const path = url.pathname
    if (method === 'GET' && path === '/v1/plans') {
      const plans = [{ id: planId, name: 'Our plan', currency_format: { iso_code: currency } }]
      return { status: 200, body: { data: { plans, default_plan: null } } }
    }
    const base = `/v1/plans/${planId}`
    if (!path.startsWith(`${base}/`)) return refused(404, 'resource_not_found', 'Resource not found')
    const rest = path.slice(base.length)
    if (method === 'GET' && rest === '/accounts') return { status: 200, body: { data: shownAccounts() } }
    if (method === 'GET' && rest === '/categories') return { status: 200, body: { data: shownCategories() } }
    const ofAccount = /^\/accounts\/([^/]+)\/transactions$/.exec(rest)
    if (method === 'GET' && ofAccount) return rowsOf(ofAccount[1] ?? '', url.searchParams.get('since_date') ?? '')
    if (method === 'POST' && rest === '/transactions') return save(body)
    if (method === 'PATCH' && rest === '/transactions') return patch(body)
    const row = rows.get(/^\/transactions\/([^/]+)$/.exec(rest)?.[1] ?? '')
    if (row === undefined || row.deleted) return refused(404, 'resource_not_found', 'Resource not found')
    if (method === 'DELETE') row.deleted = true
    return { status: 200, body: { data: { transaction: shown(row), server_knowledge: 1 } } }
  }

  const shownAccounts = () => ({
    accounts: [...accounts].map(([id, account]) => ({
      id,
      ...account,
      type: 'checking',
      on_budget: true,
      note: null,
      balance: 0,
      cleared_balance: 0,
      uncleared_balance: 0,
      transfer_payee_id: null,
      deleted: false,
    })),
    server_knowledge: 1,
  })

  const shownCategories = () => ({
    category_groups: [
      {
        id: randomUUID(),
        name: 'Everyday',
        hidden: false,
        deleted: false,
        categories: [...categories].map(([id, name]) => ({ id, name, hidden: false, deleted: false })),
      },
    ],
    server_knowledge: 1,
  })

  function rowsOf(accountId: string, since: string): Answer {
    if (!accounts.has(accountId)) return refused(404, 'resource_not_found', 'Resource not found')
    const found = [...rows.values()].filter((row) => row.account_id === accountId && !row.deleted && row.date >= since)
    return { status: 200, body: { data: { transactions: found.map(shown), server_knowledge: 1 } } }
  }

  function save(body: unknown): Answer {
    const { transaction, transactions } = body as { transaction?: Partial<StoredRow>; transactions?: Partial<StoredRow>[] }
    const wanted = transactions ?? (transaction === undefined ? [] : [transaction])
    const complaint = wanted.map(complaintOf).find((each) => each !== null)
    if (complaint != null) return refused(400, 'bad_request', complaint)
    const saved: StoredRow[] = []
    const twice: string[] = []
    for (const each of wanted) {
      // Deleted rows keep their import ids.
      const isKnown = [...rows.values()].some(
        (row) => each.import_id != null && row.import_id === each.import_id && row.account_id === each.account_id,
      )
      if (isKnown) twice.push(each.import_id ?? '')
      else saved.push(made(each))
    }
    return {
      status: 201,
      body: {
        data: {
          transaction_ids: saved.map(({ id }) => id),
          ...(transactions === undefined
            ? { transaction: saved.map(shown)[0] }
            : { transactions: saved.map(shown), duplicate_import_ids: twice }),
          server_knowledge: 1,
        },
      },
    }
  }

  function made(each: Partial<StoredRow>): StoredRow {
    const row: StoredRow = {
      id: randomUUID(),
      date: each.date ?? '',
      amount: each.amount ?? 0,
      memo: each.memo ?? null,
      cleared: each.cleared ?? 'uncleared',
      approved: each.approved ?? false,
      flag_color: each.flag_color ?? null,
      account_id: each.account_id ?? '',
      payee_id: null,
      payee_name: each.payee_name ?? null,
      category_id: each.category_id ?? null,
      category_name: categories.get(each.category_id ?? '') ?? 'Uncategorized',
      import_id: each.import_id ?? null,
      deleted: false,
      subtransactions: [],
    }
    rows.set(row.id, row)
    return row
  }

  function complaintOf(each: Partial<StoredRow>): string | null {
    if (!accounts.has(each.account_id ?? '')) return 'account_id is invalid'
    if (!/^\d{4}-\d\d-\d\d$/.test(each.date ?? '')) return 'date is invalid'
    if (!Number.isSafeInteger(each.amount)) return 'amount is invalid'
    return lengthComplaint(each)
  }

  function lengthComplaint(each: Partial<StoredRow>): string | null {
    if ((each.import_id ?? '').length > IMPORT_ID_CHARS_MAX) return 'import_id is too long (maximum is 36 characters)'
    if ((each.payee_name ?? '').length > PAYEE_CHARS_MAX) return 'payee_name is too long (maximum is 200 characters)'
    return (each.memo ?? '').length > TEXT_CHARS_MAX ? 'memo is too long (maximum is 500 characters)' : null
  }

  function patch(body: unknown): Answer {
    const { transactions } = body as { transactions: Partial<StoredRow>[] }
    const found = transactions.map((each) => rows.get(each.id ?? ''))
    if (found.some((row) => row === undefined || row.deleted)) {
      return refused(400, 'bad_request', 'transaction does not exist in this plan')
    }
    const complaint = transactions.map(lengthComplaint).find((each) => each !== null)
    if (complaint != null) return refused(400, 'bad_request', complaint)
    const changed = transactions.map(({ id, ...fields }) => {
      const row = { ...(rows.get(id ?? '') as StoredRow), ...fields }
      row.category_name = categories.get(row.category_id ?? '') ?? 'Uncategorized'
      rows.set(row.id, row)
      return row
    })
    const saved = { transaction_ids: changed.map(({ id }) => id), transactions: changed.map(shown) }
    return { status: 200, body: { data: { ...saved, server_knowledge: 1 } } }
  }

  const shown = (row: StoredRow) => ({
    ...row,
    account_name: accounts.get(row.account_id)?.name ?? '',
    transfer_account_id: null,
    transfer_transaction_id: null,
    matched_transaction_id: null,
    import_payee_name: null,
    import_payee_name_original: null,
    debt_transaction_type: null,
    flag_name: null,
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/v1`,
    token: TOKEN,
    seen,
    rows,
    accounts,
    categories,
    planId,
    fail: (count, status, method, headers = {}) =>
      faults.push({ count, method, answer: { ...refused(status, 'too_many_requests', 'Too many requests'), headers } }),
    loseAnswers: (count, method) => faults.push({ count, method, answer: null }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const refused = (status: number, name: string, detail: string): Answer => ({
  status,
  body: { error: { id: String(status), name, detail } },
})

async function readBody(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? null : JSON.parse(text)
}
