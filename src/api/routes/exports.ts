import { createRoute, z } from '@hono/zod-openapi'
import { exportLedger } from '../../app/export-ledger.ts'
import type { LedgerFile } from '../../app/export-ledger.ts'
import { exportRules } from '../../app/export-rules.ts'
import * as contract from '../contract/exports.ts'
import { PROBLEM, routes } from '../route-parts.ts'

const getExport = createRoute({
  method: 'get',
  path: '/exports/{format}',
  summary: 'The ledger as a file for another program',
  request: { params: contract.exportParams, query: contract.exportQuery },
  responses: {
    200: {
      description: 'The file, in pieces. A download that breaks off is no file: the ledger changed meanwhile.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    default: PROBLEM,
  },
})

/** Exports. */
export const exportRoutes = routes().openapi(getExport, async (c) => {
  const { accountIds, from, to } = c.req.valid('query')
  const { format } = c.req.valid('param')
  const named = accountIds === undefined || accountIds === '' ? [] : accountIds.split(',')
  const household = c.get('household')
  const file =
    format === 'hledger-rules'
      ? await exportRules(household)
      : await exportLedger(household, { format, accountIds: named, from, to })
  return new Response(bodyOf(file), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'no-store',
    },
  })
})

/** Each piece is made when the receiver has taken the one before. */
function bodyOf({ text }: LedgerFile): ReadableStream<Uint8Array> {
  return ReadableStream.from(text).pipeThrough(new TextEncoderStream())
}
