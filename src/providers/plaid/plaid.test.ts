import { conformance } from '../conformance/kit.ts'
import { plaidHarness } from '../../../test/support/plaid-harness.ts'

conformance(plaidHarness)
