import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeClients, type ClientDescription } from '#contracts/identity/describe-clients.query';
import { GetOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { derivedId, type Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { currentCaller } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';
import type { Network } from './resale.js';

/** Who is on an account: every account has an owner and a child. */
export const ownerOf = (accountId: Uuid): Uuid => derivedId('owner', accountId);
export const childOf = (accountId: Uuid): Uuid => derivedId('child', accountId);

/** Accounts that are nobody's client. */
export const strangers = new Set<Uuid>();

/** Organizations that were registered, as far as billing has no copy of its own that it may read. */
const organizations = new Map<Uuid, OrganizationRecord>();

export function knownToIdentity({ club, federation }: Network): void {
  for (const { id, kind, federationId, name, currency, timeZone, languages } of [club, federation]) {
    const record = { id, kind, federationId, name, currency, timeZone, languages: [...languages] };
    organizations.set(id, { ...record, country: 'CA', province: 'QC', freemium: false, taxes: [], version: 1 });
  }
}

@Controller()
class FakeIdentityController {
  @MessagePattern(GetOrganization.subject)
  organization(@Payload() { organizationId }: GetOrganization): OrganizationRecord {
    const found = organizations.get(organizationId);
    if (!found) throw new Missing('identity.no-such-organization');
    return found;
  }

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
