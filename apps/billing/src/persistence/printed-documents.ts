import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PaperKind } from '#contracts/billing/files.query';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { PrintedDocument, PrintedLine } from '../papers/document-paper.js';
import { PaymentLinks } from './payment-links.js';
import { homeOf } from './sheets.sql.js';

type DocumentRow = Omit<PrintedDocument, 'lines' | 'credits' | 'creditedMinor' | 'settledMinor' | 'openMinor' | 'paymentUrl'> & {
  readonly issuerId: Uuid;
  readonly billingAccountId: Uuid;
};
type LineRow = PrintedLine & {
  readonly creditedMinor: number;
  readonly settledMinor: number;
  readonly openMinor: number;
  readonly credits: string | null;
};

/** Documents as they are printed, for their issuer or debtor. */
@Injectable()
export class PrintedDocuments {
  constructor(private readonly links: PaymentLinks) {}

  async find(
    em: EntityManager,
    organizationId: Uuid,
    kind: PaperKind,
    id: Uuid,
  ): Promise<{ document: PrintedDocument; issuerId: Uuid } | undefined> {
    const [found] = await query<DocumentRow>(em, selectDocument, [id, organizationId, kind]);
    if (!found) return undefined;
    const { issuerId, billingAccountId, ...document } = found;
    const rows = await query<LineRow>(em, selectLines, [id]);
    const sum = (of: 'creditedMinor' | 'settledMinor' | 'openMinor'): number => rows.reduce((total, row) => total + row[of], 0);
    const credits = [...new Set(rows.flatMap((row) => row.credits ?? []))];
    const lines = rows.map(({ description, personName, netMinor, taxes, totalMinor }) => ({
      description,
      personName,
      netMinor,
      taxes,
      totalMinor,
    }));
    const sums = { creditedMinor: sum('creditedMinor'), settledMinor: sum('settledMinor'), openMinor: sum('openMinor') };
    const linkTo = await this.links.to(em, [issuerId]);
    const paymentUrl = kind === 'invoice' ? linkTo({ issuerId, billingAccountId, owedMinor: sums.openMinor, invoiceId: id }) : null;
    return { document: { ...document, ...sums, paymentUrl, credits, lines }, issuerId };
  }
}

const selectDocument = `SELECT d.issuer_id AS "issuerId", ${homeOf('d.billing_account_id')} AS "billingAccountId", d.kind, d.label AS number, d.issued_on AS "issuedOn", d.due_on AS "dueOn", d.currency,
    coalesce(p.name, '') AS "partyName", p.address AS "partyAddress", d.reason, d.memo,
    d.net_minor AS "netMinor", d.total_minor AS "totalMinor"
  FROM documents d JOIN party_snapshots p ON p.id = d.party_id
  WHERE d.id = $1 AND d.kind = $3 AND $2 IN (d.issuer_id, d.debtor_id)`;

/** A credit note's line has no item of its own: whom it is for stands at the line it credits. */
const selectLines = `SELECT l.description, i.person_name AS "personName", l.net_minor AS "netMinor", l.taxes, l.total_minor AS "totalMinor",
    CASE WHEN l.credits_document_id IS NULL THEN i.credited_minor ELSE 0 END AS "creditedMinor",
    CASE WHEN l.credits_document_id IS NULL THEN i.settled_minor ELSE 0 END AS "settledMinor",
    CASE WHEN l.credits_document_id IS NULL THEN i.open_minor ELSE 0 END AS "openMinor",
    credited.label AS credits
  FROM document_lines l
  LEFT JOIN open_items i ON (i.document_id, i.position) = (coalesce(l.credits_document_id, l.document_id), coalesce(l.credits_position, l.position))
  LEFT JOIN documents credited ON credited.id = l.credits_document_id
  WHERE l.document_id = $1 ORDER BY l.position`;
