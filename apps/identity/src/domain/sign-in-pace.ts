/*
 * Guessing passwords is made slow, never impossible for the owner: five failures cost nothing, each further one doubles the
 * wait up to 40 seconds. That leaves fewer than 100 tries in any hour and no lock that lasts (reliability.md, Tenancy and
 * access, 7). Counted per account and network address, so that a stranger elsewhere cannot slow the owner down.
 */

export interface Failures {
  readonly count: number;
  readonly lastAt: Date;
}

const freeFailures = 5;
const longestWaitMs = 40_000;
/** Failures older than this are forgotten. */
export const forgottenAfterMs = 3_600_000;

/** How long the next try has to wait; 0 when it may be made now. */
export function waitBeforeNextTry(failures: Failures | undefined, now: Date): number {
  const count = rememberedFailures(failures, now);
  if (!failures || count < freeFailures) return 0;
  const waitMs = Math.min(1000 * 2 ** (count - freeFailures), longestWaitMs);
  return Math.max(0, failures.lastAt.getTime() + waitMs - now.getTime());
}

/** How many failures still count. */
export function rememberedFailures(failures: Failures | undefined, now: Date): number {
  return failures && now.getTime() - failures.lastAt.getTime() < forgottenAfterMs ? failures.count : 0;
}

/**
 * The part of a network address that one subscriber holds: all of an IPv4 address, the first 64 bits of an IPv6 one, of
 * which everybody has 2^64.
 */
export function subscriberOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  if (!address.includes(':')) return address;
  const [head, tail] = address.split('%')[0].toLowerCase().split('::');
  const groupsOf = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
