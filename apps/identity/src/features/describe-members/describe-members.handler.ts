import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { Database } from '#platform/database/database';
import { sellingOrganization } from '../../access.js';
import { memberDescriptions } from '../../persistence/member-descriptions.js';

/** Tells a seller who the members of its client accounts are: one read for all of them. */
@QueryHandler(DescribeMembers)
export class DescribeMembersHandler implements IQueryHandler<DescribeMembers> {
  constructor(private readonly database: Database) {}

  async execute({ members }: DescribeMembers): Promise<{ members: MemberDescription[] }> {
    const organizationId = sellingOrganization();
    return { members: await memberDescriptions(this.database, organizationId, members) };
  }
}
