import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type EntryRefusal, GetEntitlement, type ValidPass } from '#contracts/memberships/entry';
import { actingAdministrator } from '../../access.js';
import { nameIn } from '../../domain/offer.js';
import { Door } from '../../entry/door.js';

/** May this person enter, attend, book? What the door would say, without anybody being there. */
@QueryHandler(GetEntitlement)
export class GetEntitlementHandler implements IQueryHandler<GetEntitlement> {
  constructor(private readonly door: Door) {}

  async execute({ personId }: GetEntitlement): Promise<{ entitled: boolean; reason: EntryRefusal | null; passes: ValidPass[] }> {
    const organization = actingAdministrator();
    const { reason, visitor } = await this.door.judge(organization, personId);
    const passes = visitor.passes.map(({ names, ...pass }) => ({ ...pass, name: nameIn(names, organization.languages) }));
    return { entitled: reason === null, reason, passes };
  }
}
