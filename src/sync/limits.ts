// Every bound of a sync, with its reason. Reaching one is an error with its own name, never a quiet end.

/** Records in one span: planned and written at once, in memory and in one transaction. */
export const SPAN_RECORDS_MAX = 20_000
/** Pages in one span, so that pages without records can't go on for ever. One record a page is the least we expect. */
export const SPAN_PAGES_MAX = 20_000
/** Records of all spans of a dry run, which are held until it is rolled back. */
export const DRY_RUN_RECORDS_MAX = 100_000
/** One attempt of a run. What it has committed by then stays, and the next attempt goes on from there. */
export const ATTEMPT_MS_MAX = 10 * 60_000
/** The run's token outlives its attempt by the time that the last statements may take. */
export const TOKEN_SECONDS = ATTEMPT_MS_MAX / 1000 + 120
/** Times that a span is read anew because the bank's list moved; after that the bank gets a rest. */
export const RESTARTS_MAX = 3
/** A span with more rejected records than this is not the bank's slip but our misunderstanding. */
export const REJECTED_MAX = 50
/** The same, as a share of the span's records; a handful may be wrong in a small span. */
export const REJECTED_SHARE_MAX = 0.05
export const REJECTED_SHARE_FROM = 5
/** How often a running run shows that it is alive. Four missed beats make it stale. */
export const HEARTBEAT_MS = 15_000
export const STALE_MS = 4 * HEARTBEAT_MS
/** Progress is shown at most this often; people don't read faster. */
export const PROGRESS_MS = 500
/** Accounts of one connection; a bank shows a household a handful. */
export const ACCOUNTS_MAX = 500

/** First and longest wait before another attempt (SRE practice: grows threefold, with jitter). */
export const BACKOFF_MS_MIN = 1_000
export const BACKOFF_MS_MAX = 15 * 60_000
/** A run is tried until the next one of its schedule would come. */
export const RETRY_MS_MAX = 24 * 3_600_000
/** The person hears of a bank that gave nothing for so long, though nobody has to act. */
export const STALE_NOTICE_MS = 24 * 3_600_000
