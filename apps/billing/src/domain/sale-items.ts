import type { BillingLevel } from '#contracts/billing/documents.query';
import type { Uuid } from '#kernel/ids';

interface SaleLine {
  readonly saleId: Uuid | null;
  readonly level: BillingLevel;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
}

/** A sale's lines by level, as a seller and its federation have them; nobody else's. */
export function linesOfSales<Line extends SaleLine>(
  lines: readonly Line[],
  { organizationId, federationId }: { organizationId: Uuid; federationId: Uuid | null },
): { client: Map<Uuid, Line>; corporate: Map<Uuid, Line> } {
  const client = new Map<Uuid, Line>();
  const corporate = new Map<Uuid, Line>();
  for (const line of lines) {
    if (line.saleId === null) continue;
    if (line.level === 'client' && line.issuerId === organizationId) client.set(line.saleId, line);
    if (line.level === 'corporate' && line.issuerId === federationId && line.debtorId === organizationId) corporate.set(line.saleId, line);
  }
  return { client, corporate };
}
