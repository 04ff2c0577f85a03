import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeClients, type ClientDescription } from '#contracts/identity/describe-clients.query';
import { derivedId, type Uuid } from '#kernel/ids';
import { currentCaller } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** Who is on an account: every account has an owner and a child. */
export const ownerOf = (accountId: Uuid): Uuid => derivedId('owner', accountId);
export const childOf = (accountId: Uuid): Uuid => derivedId('child', accountId);

/** Accounts that are nobody's client. */
export const strangers = new Set<Uuid>();

@Controller()
class FakeIdentityController {
  @MessagePattern(DescribeClients.subject)
  describe(@Payload() { organizationId, accountIds }: DescribeClients): { clients: ClientDescription[] } {
    const known = currentCaller().organizations.includes(organizationId) ? accountIds.filter((id) => !strangers.has(id)) : [];
    return {
      clients: known.map((accountId) => ({
        accountId,
        clientId: derivedId('client', organizationId, accountId),
        name: 'Marie Tremblay',
        address: '12 rue Principale\nQuébec QC  G1A 1A1',
        members: [
          { personId: ownerOf(accountId), name: 'Marie Tremblay' },
          { personId: childOf(accountId), name: 'Léa Tremblay' },
        ],
      })),
    };
  }
}

@Module({ controllers: [FakeIdentityController] })
class FakeIdentityModule {}

/** The identity service as far as billing asks it. */
export const fakeIdentity: ServiceDefinition = { name: 'identity', module: FakeIdentityModule };
