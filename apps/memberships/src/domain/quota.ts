/*
 * How many of an offer each reseller may sell (MEM-10). Counted are memberships that were neither cancelled nor replaced,
 * and what running imports have reserved.
 */

/** What keeps a reseller from selling one more, for the message; undefined when nothing does. */
export function quotaReached(quota: number | null, taken: number): { quota: number; taken: number } | undefined {
  return quota === null || taken < quota ? undefined : { quota, taken };
}
