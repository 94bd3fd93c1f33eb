import type { MessageView } from '../../../src/api/contract.ts'

/** The server's three sentences: what happened, what it means for the transactions, what to do. */
export function Message({ message, isBrief = false }: { message: MessageView; isBrief?: boolean }) {
  if (isBrief) {
    return (
      <p>
        <span className="font-medium text-ink">{message.happened}</span> {message.todo || message.yourTransactions}
      </p>
    )
  }
  return (
    <p>
      <span className="font-medium text-ink">{message.happened}</span> {message.yourTransactions} {message.todo}
    </p>
  )
}
