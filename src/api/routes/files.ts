import { createRoute, z } from '@hono/zod-openapi'
import { listWaitingFiles } from '../../app/list-waiting-files.ts'
import { removeFile } from '../../app/remove-file.ts'
import { uploadFile } from '../../app/upload-file.ts'
import * as contract from '../contract.ts'
import { fileAccount, fileAccounts, fileProgress, listFileAccounts, waitingFile } from '../contract/files.ts'
import { body, idParam, json, PROBLEM, routes } from '../route-parts.ts'

const uploaded = z.object({ fileId: z.string(), name: z.string(), sizeBytes: z.int() })

const postFile = createRoute({
  method: 'post',
  path: '/files',
  summary: 'Hand in a file; nothing is imported yet',
  request: {
    headers: z.object({
      'x-file-name': z.string().max(2000).default('file').openapi({ description: 'Percent-encoded' }),
    }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: { 201: json('The file', uploaded), default: PROBLEM },
})
const getFiles = createRoute({
  method: 'get',
  path: '/files',
  summary: 'Files that were handed in and wait for their import, the newest first',
  responses: { 200: json('Files', z.object({ files: z.array(waitingFile) })), default: PROBLEM },
})
const postAccount = createRoute({
  method: 'post',
  path: '/files/{id}/account',
  summary: 'Which account the file is of',
  request: { params: idParam },
  responses: { 200: json('The account, or whom to ask', fileAccount), default: PROBLEM },
})
const getProgress = createRoute({
  method: 'get',
  path: '/files/{id}/progress',
  summary: 'What is being done with the file',
  request: { params: idParam },
  responses: { 200: json('The step', fileProgress), default: PROBLEM },
})
const postAccounts = createRoute({
  method: 'post',
  path: '/files/{id}/accounts',
  summary: 'The accounts that the file names, and which of yours each is',
  request: { params: idParam, body: body(listFileAccounts) },
  responses: { 200: json('The accounts', fileAccounts), default: PROBLEM },
})
const postPreview = createRoute({
  method: 'post',
  path: '/files/{id}/preview',
  summary: 'What importing would do',
  request: { params: idParam, body: body(contract.previewFile) },
  responses: { 200: json('The preview', contract.filePreview), default: PROBLEM },
})
const postImport = createRoute({
  method: 'post',
  path: '/files/{id}/import',
  summary: 'Do what the preview showed',
  request: { params: idParam, body: body(contract.importFile) },
  responses: { 200: json('What was done', contract.importResult), default: PROBLEM },
})
const deleteFile = createRoute({
  method: 'delete',
  path: '/files/{id}',
  summary: 'Forget a file that was not imported',
  request: { params: idParam },
  responses: { 204: { description: 'Forgotten' }, default: PROBLEM },
})

/** Files. */
export const fileRoutes = routes()
  .openapi(postFile, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    return c.json(await uploadFile(c.get('household'), c.req.valid('header')['x-file-name'], bytes), 201)
  })
  .openapi(getFiles, async (c) => c.json({ files: await listWaitingFiles(c.get('household')) }, 200))
  .openapi(postAccount, async (c) =>
    c.json(await c.get('household').files.findAccount(c.get('household'), c.req.valid('param').id), 200),
  )
  .openapi(getProgress, async (c) =>
    c.json({ step: c.get('household').files.stepOf(c.get('household'), c.req.valid('param').id) }, 200),
  )
  .openapi(postAccounts, async (c) =>
    c.json(await c.get('household').files.listAccounts(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(postPreview, async (c) =>
    c.json(await c.get('household').files.preview(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(postImport, async (c) =>
    c.json(await c.get('household').files.import(c.get('household'), c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(deleteFile, async (c) => {
    await removeFile(c.get('household'), c.req.valid('param').id)
    return c.body(null, 204)
  })
