import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindMember } from '#contracts/identity/find-member.query';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { isOwnMember } from '../../persistence/own-members.js';

@QueryHandler(FindMember)
export class FindMemberHandler implements IQueryHandler<FindMember> {
  constructor(private readonly database: Database) {}

  async execute({ personId }: FindMember): Promise<{ member: boolean }> {
    const { organization } = actingAdministrator();
    return { member: await this.database.transaction((em) => isOwnMember(em, organization.id, personId)) };
  }
}
