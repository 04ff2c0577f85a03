import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { IssueAffiliationInvoice } from '#contracts/billing/affiliations';
import type { DocumentRef } from '#contracts/billing/credits';
import { Idempotency } from '#platform/idempotency/idempotency';
import { CrashPoints } from '#platform/service/crash-points';
import { levelsOf, type Levels } from '../../levels.js';
import { keepAffiliationInvoice } from '../../persistence/affiliation-invoices.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Documents, refOf } from '../../persistence/documents.js';
import { draftAffiliation } from './draft-affiliation.js';

@CommandHandler(IssueAffiliationInvoice)
export class IssueAffiliationInvoiceHandler implements ICommandHandler<IssueAffiliationInvoice> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly levels: BothLevels,
    private readonly documents: Documents,
    private readonly bookings: Bookings,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: IssueAffiliationInvoice): Promise<DocumentRef> {
    this.crashPoints.reach('billing.order.received');
    const levels = levelsOf(command);
    const { organizations } = levels;
    const issued = await this.idempotency.once(command, (em) => this.issue(em, command, levels), { organizations });
    this.crashPoints.reach('billing.order.issued');
    return issued;
  }

  private async issue(em: EntityManager, command: IssueAffiliationInvoice, levels: Levels): Promise<DocumentRef> {
    const { operationId, currency, previewHash } = command;
    const [earlier] = await this.documents.issuedBy(em, [operationId]); // Sent again: billed once.
    if (earlier) return refOf(earlier);
    const plan = draftAffiliation(command, await this.levels.today(em, levels, [currency]));
    const cause = { action: 'billing.affiliation-billed', subject: operationId };
    const { documents } = await this.bookings.write(em, plan, [], cause, previewHash);
    const { id: documentId, issuerId } = documents[0];
    await keepAffiliationInvoice(em, { documentId, affiliationId: operationId, issuerId, debtorId: levels.organizationId });
    return refOf(documents[0]);
  }
}
