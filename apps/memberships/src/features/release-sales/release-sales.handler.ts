import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReleaseSales } from '#contracts/memberships/reserve-sales.command';
import { Database } from '#platform/database/database';
import { actingSeller } from '../../access.js';
import { thawTerms } from '../../persistence/frozen-terms.js';
import { count } from '../../persistence/quota-usage.js';
import { freeUnusedSlots } from '../../persistence/slots.js';

/** Gives back what an import reserved and did not use. Slots that became memberships stay taken. */
@CommandHandler(ReleaseSales)
export class ReleaseSalesHandler implements ICommandHandler<ReleaseSales> {
  constructor(private readonly database: Database) {}

  execute({ importId }: ReleaseSales): Promise<{ released: number }> {
    actingSeller(); // Row-level security shows only slots of its own.
    return this.database.transaction(async (em) => {
      const freed = await freeUnusedSlots(em, importId);
      const changes = freed.map((each) => ({ ...each, by: -each.freed }));
      await count(em, changes);
      await thawTerms(em, importId);
      return { released: freed.reduce((sum, each) => sum + each.freed, 0) };
    });
  }
}
