import { Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { DescribeClients } from '#contracts/identity/describe-clients.query';
import { FindMember } from '#contracts/identity/find-member.query';
import { message } from '#contracts/message';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';

/** Members of the acting organization's client accounts: identity knows who they are. */
@Injectable()
export class OwnMembers {
  constructor(private readonly messages: Messages) {}

  /** Throws unless somebody is one. */
  async check(personId: Uuid): Promise<void> {
    const { member } = await this.messages.ask(message(FindMember, { personId }));
    if (!member) throw new Missing('memberships.no-such-member');
  }

  /** Those of an account that the organization sees; nobody, where it is no client of its. */
  async ofAccount(organizationId: Uuid, accountId: Uuid): Promise<Uuid[]> {
    const { clients } = await this.messages.ask(message(DescribeClients, { organizationId, accountIds: [accountId] }));
    return clients.flatMap(({ members }) => members.map(({ personId }) => personId));
  }
}
