import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PreviewAffiliationInvoice } from '#contracts/billing/affiliations';
import { PreviewAffiliation } from '#contracts/memberships/affiliations';
import { message } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { actingReseller } from '../../access.js';
import { Affiliations, billedAffiliation } from '../../selling/affiliations.js';

@QueryHandler(PreviewAffiliation)
export class PreviewAffiliationHandler implements IQueryHandler<PreviewAffiliation> {
  constructor(
    private readonly database: Database,
    private readonly affiliations: Affiliations,
    private readonly messages: Messages,
  ) {}

  async execute({ operationId, offerId }: PreviewAffiliation) {
    const club = actingReseller();
    const asked = await this.database.transaction((em) => this.affiliations.judged(em, club, offerId));
    const { judged } = asked;
    if (judged.problem) return { ...judged, billing: null };
    const billing = await this.messages.ask(message(PreviewAffiliationInvoice, billedAffiliation(asked, club, operationId, judged)));
    return { ...judged, billing };
  }
}
