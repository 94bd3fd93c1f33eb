// MT940 files of made-up banks, for tests.

export type MadeUpMessage = {
  readonly account?: string
  /** The balance lines with their tags, such as `:60F:C240301EUR100,00`; null leaves one out. */
  readonly opening?: string | null
  readonly closing?: string | null
  /** Lines of movements and their texts. */
  readonly lines: readonly string[]
}

/** One message, ended by a dash. */
export function messageText({
  account = '12345678/0001234567',
  opening,
  closing,
  lines,
}: MadeUpMessage): string {
  return [
    ':20:STARTUMSE',
    `:25:${account}`,
    ':28C:00001/001',
    opening === undefined ? ':60F:C240301EUR100,00' : opening,
    ...lines,
    closing === undefined ? ':62F:C240331EUR107,30' : closing,
    '-',
  ]
    .filter((line) => line !== null)
    .join('\r\n')
}

export const mt940Text = (messages: readonly MadeUpMessage[]): string =>
  `${messages.map(messageText).join('\r\n')}\r\n`
