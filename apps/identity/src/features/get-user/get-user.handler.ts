import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { UserRecord } from '#contracts/identity/access';
import { GetUser } from '#contracts/identity/staff';
import { Database } from '#platform/database/database';
import { Grant } from '../../persistence/access.entity.js';
import { Staff } from '../../persistence/staff.js';

@QueryHandler(GetUser)
export class GetUserHandler implements IQueryHandler<GetUser> {
  constructor(
    private readonly database: Database,
    private readonly staff: Staff,
  ) {}

  async execute({ userId: id }: GetUser): Promise<UserRecord> {
    const organizationId = await this.staff.organizationOf(id);
    return this.database.transaction(async (em) => this.staff.record(em, await em.findOneOrFail(Grant, { id })), {
      organizations: [organizationId],
    });
  }
}
