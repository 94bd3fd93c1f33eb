// The readers of formats that explain themselves. A new format is a folder beside this file and a line here.
import { camtReader } from './camt/read-camt.ts'
import type { StatementFormat } from './file-reading.ts'
import { mt940Reader } from './mt940/read-mt940.ts'
import { ofxReader } from './ofx/read-ofx.ts'
import { programReader } from './programs/read-program.ts'
import { qifReader } from './qif/read-qif.ts'
import type { StatementReader } from './statement-file.ts'
import { exportReader } from './tributary/read-export.ts'

export const STATEMENT_READERS: Readonly<Record<StatementFormat, StatementReader>> = {
  camt: camtReader,
  mt940: mt940Reader,
  ofx: ofxReader,
  tributary: exportReader,
  qif: qifReader,
  program: programReader,
}
