import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListInvitations, type InvitationRecord } from '#contracts/identity/invitations';
import type { Page } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { afterId } from '../../persistence/after-id.js';
import { invitationRecord, invitationsOf } from '../../persistence/invitations.js';

@QueryHandler(ListInvitations)
export class ListInvitationsHandler implements IQueryHandler<ListInvitations> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ limit, after }: ListInvitations): Promise<Page<InvitationRecord>> {
    const { organization } = actingAdministrator();
    const last = afterId(after) ?? null;
    const found = await this.database.transaction((em) => invitationsOf(em, organization.id, last, limit + 1));
    const now = this.clock.now();
    return pageOf(
      found.map((invitation) => invitationRecord(invitation, now)),
      limit,
      ({ id }) => [id],
    );
  }
}
