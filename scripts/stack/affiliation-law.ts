/** What a club holds itself, as memberships has it. */
export interface AffiliationHeld {
  readonly id: string;
  readonly club: string;
  readonly federation: string;
  readonly price: number;
  readonly expiresOn: string;
  readonly ended: boolean;
  readonly ending: boolean; // Its end is under way: billing may have credited it already.
  readonly invoice: string | null; // Null: it is being bought.
}

/** Its line, as billing has it. */
export interface AffiliationLine {
  readonly id: string;
  readonly invoice: string;
  readonly club: string | null;
  readonly federation: string | null;
  readonly net: number | null;
  readonly total: number | null;
  readonly credited: number;
  readonly lastOn: string | null;
  readonly decisions: number;
}

/**
 * MEM-19, BIL-15: what a club holds was billed to it once, at its price, and it holds it as long as not all of that was given back;
 * an affiliation ends by one decision about its line, and a line about which it was decided is of one that ended.
 */
export function misbilledAffiliations(held: readonly AffiliationHeld[], lines: readonly AffiliationLine[]): string[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const broken = held.flatMap((one) => {
    const line = byId.get(one.id);
    byId.delete(one.id);
    const fault = one.invoice === null ? undefined : faultOf(one, line);
    return fault ? [`affiliation ${one.id}: ${fault}`] : [];
  });
  return [...broken, ...Array.from(byId.keys(), (id) => `affiliation ${id}: invoiced, but nobody holds it`)];
}

function faultOf(one: AffiliationHeld, line: AffiliationLine | undefined): string | undefined {
  if (line === undefined) return 'it was never invoiced';
  const { invoice, club, federation, net, total, credited, lastOn, decisions } = line;
  if (invoice !== one.invoice || club !== one.club || federation !== one.federation || net !== one.price) return 'another line bills it';
  if (decisions > 1) return `it was decided ${decisions} times`;
  if (one.ended) return decisions === 0 ? 'it ended without a decision about its line' : undefined;
  if (one.ending) return undefined;
  if (decisions > 0) return 'its line was cancelled, and it goes on';
  const whole = total !== null && total > 0 && credited >= total;
  return whole && (lastOn ?? '') <= one.expiresOn ? 'its line is credited whole, and it goes on' : undefined;
}
