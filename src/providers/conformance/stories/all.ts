// Every story, in the order of a connection's life.
import { accountAdded } from './account-added.ts'
import { accountClosed } from './account-closed.ts'
import { backdatedArrival } from './backdated-arrival.ts'
import { consentEnds } from './consent-ends.ts'
import { dataMovesWhilePaging } from './data-moves-while-paging.ts'
import { firstRead } from './first-read.ts'
import { foreignCurrency } from './foreign-currency.ts'
import { institutionMigrates } from './institution-migrates.ts'
import { longHistory } from './long-history.ts'
import { newArrivals } from './new-arrivals.ts'
import { notReadyYet } from './not-ready-yet.ts'
import { nothingNew } from './nothing-new.ts'
import { oneAccountFails } from './one-account-fails.ts'
import { ownTransfer } from './own-transfer.ts'
import { pendingDisappears } from './pending-disappears.ts'
import { pendingGoneBeforePostedArrives } from './pending-gone-before-posted-arrives.ts'
import { pendingThenPostedNewIdLinked } from './pending-then-posted-new-id-linked.ts'
import { pendingThenPostedNewIdUnlinked } from './pending-then-posted-new-id-unlinked.ts'
import { pendingThenPostedSameId } from './pending-then-posted-same-id.ts'
import { pendingWithTip } from './pending-with-tip.ts'
import { postedAmended } from './posted-amended.ts'
import { postedRemoved } from './posted-removed.ts'
import { providerDownMidPage } from './provider-down-mid-page.ts'
import { rateLimited } from './rate-limited.ts'
import { reconnectNewIds } from './reconnect-new-ids.ts'
import { reconnectSameIds } from './reconnect-same-ids.ts'
import { refund } from './refund.ts'
import { sameAmountDifferentShop } from './same-amount-different-shop.ts'
import { threeDecimalAndZeroDecimalCurrency } from './three-decimal-and-zero-decimal-currency.ts'
import { twoEqualCoffeesSameDay } from './two-equal-coffees-same-day.ts'
import { userEditedThenPosted } from './user-edited-then-posted.ts'
import { userMustSignIn } from './user-must-sign-in.ts'
import type { Story } from '../../world/story.ts'

export const STORIES: readonly Story[] = [
  firstRead,
  nothingNew,
  newArrivals,
  pendingThenPostedSameId,
  pendingThenPostedNewIdLinked,
  pendingThenPostedNewIdUnlinked,
  pendingWithTip,
  pendingDisappears,
  pendingGoneBeforePostedArrives,
  twoEqualCoffeesSameDay,
  sameAmountDifferentShop,
  postedAmended,
  postedRemoved,
  backdatedArrival,
  refund,
  foreignCurrency,
  threeDecimalAndZeroDecimalCurrency,
  ownTransfer,
  accountAdded,
  accountClosed,
  oneAccountFails,
  consentEnds,
  userMustSignIn,
  reconnectSameIds,
  reconnectNewIds,
  institutionMigrates,
  longHistory,
  dataMovesWhilePaging,
  providerDownMidPage,
  rateLimited,
  notReadyYet,
  userEditedThenPosted,
]
