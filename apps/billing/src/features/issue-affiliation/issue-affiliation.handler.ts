import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { IssueAffiliationInvoice } from '#contracts/billing/affiliations';
import type { DocumentRef } from '#contracts/billing/credits';
import { Idempotency } from '#platform/idempotency/idempotency';
import { levelsOf, type Levels } from '../../levels.js';
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
  ) {}

  execute(command: IssueAffiliationInvoice): Promise<DocumentRef> {
    const levels = levelsOf(command);
    return this.idempotency.once(command, (em) => this.issue(em, command, levels), { organizations: levels.organizations });
  }

  private async issue(em: EntityManager, command: IssueAffiliationInvoice, levels: Levels): Promise<DocumentRef> {
    const { operationId, currency, previewHash } = command;
    const [earlier] = await this.documents.issuedBy(em, [operationId]); // Sent again: billed once.
    if (earlier) return refOf(earlier);
    const plan = draftAffiliation(command, await this.levels.today(em, levels, [currency]));
    const cause = { action: 'billing.affiliation-billed', subject: operationId };
    const { documents } = await this.bookings.write(em, plan, [], cause, previewHash);
    return refOf(documents[0]);
  }
}
