import { Injectable } from '@nestjs/common';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { FindOverdue } from '#contracts/billing/overdue.query';
import type { ActingOrganization } from '#contracts/caller';
import { FindAccounts } from '#contracts/identity/find-accounts.query';
import type { EntryRefusal } from '#contracts/memberships/entry';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { refusal, serves, type Sought } from '../domain/entry.js';
import { household, type Visitor, visitor } from '../persistence/activities.js';

/** What is looked for, on which day, and whether all of it or one that is enough. */
export interface Asked extends Sought {
  readonly on?: LocalDate;
  readonly everything?: boolean;
}

/**
 * Says whether somebody may enter: one read here, and one question to billing when there is an account that could owe. Whose
 * household somebody belongs to is asked only where families are sold to and their own membership is not enough.
 */
@Injectable()
export class Door {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async judge(
    organization: ActingOrganization,
    personId: Uuid,
    asked: Asked = {},
  ): Promise<{ reason: EntryRefusal | null; visitor: Visitor }> {
    const found = await this.visitor(organization, personId, asked);
    const overdueMinor = found.blocked ? 0 : await this.overdue(found);
    return { reason: refusal({ ...found, overdueMinor }), visitor: found };
  }

  /** Who it is, with the passes that serve. */
  async visitor(organization: ActingOrganization, personId: Uuid, { on, everything = false, ...sought }: Asked = {}): Promise<Visitor> {
    const day = on ?? todayIn(organization.timeZone, this.clock.now());
    const alone = await visitor(this.database, organization.id, personId, day);
    const passes = alone.passes.filter((pass) => serves(pass, sought));
    const enough = !everything && (alone.blocked || passes.length > 0);
    if (!alone.families || enough) return { ...alone, passes };
    const { accountIds } = await this.messages.ask(message(FindAccounts, { personId }));
    const family = await this.database.transaction((em) => household(em, organization.id, accountIds, day));
    const shared = family.passes.filter((pass) => serves(pass, sought));
    return { ...alone, clients: [...alone.clients, ...family.clients], passes: [...passes, ...shared] };
  }

  private async overdue({ clients }: Visitor): Promise<number> {
    const clientIds = [...new Set(clients.map(({ clientId }) => clientId))];
    if (clientIds.length === 0) return 0;
    return (await this.messages.ask(message(FindOverdue, { clientIds }))).overdueMinor;
  }
}
