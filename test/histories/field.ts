import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { Command, Query } from '@nestjs/cqrs';
import type { ActingOrganization, Caller } from '#contracts/caller';
import { DescribeClients, type ClientDescription } from '#contracts/identity/describe-clients.query';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../../apps/billing/src/billing.service.js';
import { memberships } from '../../apps/memberships/src/memberships.service.js';

/** All of it happens at noon of this day in Quebec. */
export const today = '2026-11-22';

const quebec = [
  { code: 'GST', ratePpm: 50_000, registration: '123456789 RT0001' },
  { code: 'QST', ratePpm: 99_750, registration: '1234567890 TQ0001' },
];

/** Somebody with a client account at every club. */
export interface Person {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly adult: boolean;
}

const children = new Set<Uuid>();
const personOn = (accountId: Uuid): Uuid => derivedId('person', accountId);

export function somePerson(adult: boolean): Person {
  const accountId = newId();
  const id = personOn(accountId);
  if (!adult) children.add(id);
  return { id, accountId, adult };
}

export const clientOf = (organizationId: Uuid, accountId: Uuid): Uuid => derivedId('client', organizationId, accountId);

@Controller()
class EverybodyController {
  @MessagePattern(DescribeMembers.subject)
  members(@Payload() { members }: DescribeMembers): { members: MemberDescription[] } {
    const described = members.map((member) => ({
      ...member,
      clientId: derivedId('client', member.accountId),
      name: 'Léa Roy',
      birthDate: member.personId !== null && children.has(member.personId) ? '2015-03-04' : '1990-05-06',
      gender: 'F' as const,
    }));
    return { members: described };
  }

  @MessagePattern(DescribeClients.subject)
  clients(@Payload() { organizationId, accountIds }: DescribeClients): { clients: ClientDescription[] } {
    const clients = accountIds.map((accountId) => ({
      accountId,
      clientId: clientOf(organizationId, accountId),
      name: 'Marie Roy',
      address: '12 rue Principale\nQuébec QC  G1A 1A1',
      members: [{ personId: personOn(accountId), name: 'Léa Roy' }],
    }));
    return { clients };
  }
}

@Module({ controllers: [EverybodyController] })
class EverybodyModule {}

const everybody: ServiceDefinition = { name: 'identity', module: EverybodyModule };

/** Memberships and billing as they are, and an identity service that knows everybody. */
export const startField = (): Promise<World> =>
  startWorld([memberships, billing, everybody], { clock: new MovedClock(new Date(`${today}T17:00:00Z`)) });

/** A federation with two clubs, and those who act for them. */
export class Field {
  private constructor(
    readonly world: World,
    readonly federation: ActingOrganization,
    readonly clubs: readonly ActingOrganization[],
    readonly taxed: boolean,
  ) {}

  static async in(world: World, taxed: boolean): Promise<Field> {
    const federation = someFederation();
    const clubs = [someClub(federation), someClub(federation)];
    const taxes = taxed ? quebec : [];
    for (const acting of [federation, ...clubs]) {
      const organization = {
        ...acting,
        languages: [...acting.languages],
        country: 'CA',
        province: 'QC',
        freemium: false,
        taxes,
        version: 1,
      };
      await world.send(OrganizationRegistered, { organization }, flowCaller('registration', [acting.id], acting.federationId));
    }
    for (const service of ['memberships', 'billing'] as const) {
      const known = 'SELECT FROM organizations WHERE id = ANY ($1)';
      const ids = [federation.id, ...clubs.map(({ id }) => id)];
      await eventually(async () => (await world.database(service).query(known, [ids])).length === ids.length, { withinMs: 60_000 });
    }
    return new Field(world, federation, clubs, taxed);
  }

  readonly director: () => Caller = () => someCaller({ role: 'federation-administrator', organization: this.federation });
  readonly secretary = (club: number): Caller => someCaller({ organization: this.clubs[club] });

  asFederation = <T>(asked: Query<T> | Command<T>): Promise<T> => this.world.ask(asked, this.director());
  asClub = <T>(club: number, asked: Query<T> | Command<T>): Promise<T> => this.world.ask(asked, this.secretary(club));
}
