/*
 * How often one organization may search a network, and how many people it did not know it may be shown: enough for a desk on the
 * busiest day, too little to copy a network. Staff who come and go share it, keys do too.
 */

export interface SearchesMade {
  readonly inHour: number;
  /** People shown who are not the organization's own. */
  readonly strangersInDay: number;
}

export const mostInHour = 120;
export const mostStrangersInDay = 300;

/** How long to wait before the next search: nothing, or until the hour or the day (UTC) is over. */
export function secondsToWait({ inHour, strangersInDay }: SearchesMade, now: Date): number {
  if (strangersInDay >= mostStrangersInDay) return untilNext(now, 24 * 3600);
  return inHour >= mostInHour ? untilNext(now, 3600) : 0;
}

const untilNext = (now: Date, seconds: number): number => seconds - (Math.floor(now.getTime() / 1000) % seconds);
