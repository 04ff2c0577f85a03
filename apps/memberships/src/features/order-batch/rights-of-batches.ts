import type { BatchOrderKind } from '#contracts/memberships/batch-orders';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { currentCaller } from '#platform/messaging/context';
import { refuseWithoutRight } from '#platform/messaging/rights';

/** An order of many takes the right that one takes. */
export const refuseUnlessMay = (kind: BatchOrderKind): void =>
  refuseWithoutRight(currentCaller(), kind === 'sale' ? SellMemberships.subject : ReplaceMemberships.subject);
