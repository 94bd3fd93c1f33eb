import type { FilePreview } from '../../../src/api/contract.ts'

/** The reading of a file that could be read. */
export type ReadFile = Extract<FilePreview['reading'], { kind: 'read' }>
