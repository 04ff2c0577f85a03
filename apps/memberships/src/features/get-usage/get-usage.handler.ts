import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetUsage } from '#contracts/memberships/on-sale';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';

/** Skills and cards are shown where there are any: skills the organization defined, memberships of its warehouse that come with a card (ID-25). */
@QueryHandler(GetUsage)
export class GetUsageHandler implements IQueryHandler<GetUsage> {
  constructor(private readonly database: Database) {}

  async execute(): Promise<{ skills: boolean; cards: boolean }> {
    const { id } = actingAdministrator();
    const [used] = await this.database.statement<{ skills: boolean; cards: boolean }>(usage, [id]);
    return used;
  }
}

const usage = `SELECT EXISTS (SELECT FROM skills WHERE organization_id = $1) AS skills,
    EXISTS (SELECT FROM listings l JOIN offers o ON o.id = l.offer_id WHERE l.seller_id = $1 AND o.card) AS cards`;
