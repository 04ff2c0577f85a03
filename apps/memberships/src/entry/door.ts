import { Injectable } from '@nestjs/common';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { FindOverdue } from '#contracts/billing/overdue.query';
import type { ActingOrganization } from '#contracts/caller';
import type { EntryRefusal } from '#contracts/memberships/entry';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { refusal } from '../domain/entry.js';
import { type Visitor, visitor } from '../persistence/activities.js';

/** Says whether somebody may enter: one read here, and one question to billing when there is an account that could owe. */
@Injectable()
export class Door {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async judge(organization: ActingOrganization, personId: Uuid): Promise<{ reason: EntryRefusal | null; visitor: Visitor }> {
    const today = todayIn(organization.timeZone, this.clock.now());
    const found = await this.database.transaction((em) => visitor(em, organization.id, personId, today));
    const overdueMinor = found.blocked ? 0 : await this.overdue(found);
    return { reason: refusal({ ...found, overdueMinor }), visitor: found };
  }

  private async overdue({ clients }: Visitor): Promise<number> {
    const clientIds = [...new Set(clients.map(({ clientId }) => clientId))];
    if (clientIds.length === 0) return 0;
    return (await this.messages.ask(message(FindOverdue, { clientIds }))).overdueMinor;
  }
}
