import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreateCreditNote } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { affiliationStands, creditsWhole } from '../../domain/affiliation-line.js';
import { creditNoteFor } from '../../domain/credit-note.js';
import { creditLines, feeInvoice } from '../../domain/line-credits.js';
import { AffiliationStands } from '../../domain/plan.errors.js';
import type { Plan, PlannedIssue } from '../../domain/plan.js';
import { uncancelledAffiliations } from '../../persistence/affiliation-invoices.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems, type InvoicedItem } from '../../persistence/creditable-items.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

type Asked = Pick<CreateCreditNote, 'creditNoteId' | 'invoiceId' | 'lines' | 'fee' | 'memo'>;

/** What staff ask to be corrected, drafted: to be shown, or carried out on lines that are locked. */
@Injectable()
export class Corrections {
  constructor(
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly ledgerCodes: LedgerCodes,
  ) {}

  async draft(
    em: EntityManager,
    organizationId: Uuid,
    { creditNoteId, invoiceId, lines, fee, memo }: Asked,
    locked: boolean,
  ): Promise<{ plan: Plan; items: InvoicedItem[] }> {
    const items = (await this.items.ofInvoice(em, invoiceId, locked)).filter((item) => item.issuerId === organizationId);
    const credits = creditLines(items, lines).map(known);
    if (credits.length === 0) throw new Missing('billing.no-such-invoice');
    const { organization, issue } = await this.levels.issuer(em, organizationId);
    const affiliations = await uncancelledAffiliations(em, [invoiceId]);
    if (items.some((item) => affiliationStands(item, affiliations, issue.issuedOn) && creditsWhole(item, credits)))
      throw new AffiliationStands({ invoiceId });
    const note = { ...creditNoteFor(creditNoteId, items[0], issue, credits, { reason: 'correction', memo }), id: creditNoteId };
    const documents: PlannedIssue[] = [note];
    if (fee) {
      await this.ledgerCodes.refuseArchived(em, organizationId, [fee.ledgerCode]);
      documents.push(feeInvoice(creditNoteId, fee, items[0], { issue, taxes: organization.taxes }, -note.totalMinor));
    }
    return { plan: { accounts: [], parties: [], documents, freemium: false }, items };
  }
}

/** A line the invoice does not have, or an invoice that is not theirs. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Missing('billing.no-such-invoice');
  return value;
}
