// What the text of a movement tells, whatever its dialect.

export type Details = {
  /** The payer's message, else what the bank says; empty where there is nothing. */
  readonly description: string
  readonly name: string | null
  /** The counterparty's IBAN or account number. */
  readonly account: string | null
  /** The end-to-end reference. */
  readonly reference: string | null
  /** The dialect's own fields by their codes, as evidence. */
  readonly parts: Readonly<Record<string, string>>
}
