import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { type CardHolder, DescribeCardHolder } from '#contracts/identity/describe-card-holder.query';
import { DescribePeople, type SharedPerson } from '#contracts/identity/describe-people.query';
import { FindMember } from '#contracts/identity/find-member.query';
import { FindAccounts } from '#contracts/identity/find-accounts.query';
import { derivedId, type Uuid } from '#kernel/ids';
import { holderOf } from '../src/domain/holder.js';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** What identity says of people, unless a test says otherwise: adults, each with a client account. */
export class FakeIdentity {
  private readonly unknown = new Set<Uuid>();
  private readonly households = new Map<Uuid, Uuid[]>();
  private readonly photos = new Map<Uuid, string>();
  private readonly people = new Map<Uuid, Partial<MemberDescription>>();

  /** Says who somebody is. */
  is(personId: Uuid, description: Partial<MemberDescription>): void {
    this.people.set(personId, description);
  }

  /** Says what somebody looks like, in base64. */
  looks(personId: Uuid, photo: string): void {
    this.photos.set(personId, photo);
  }

  /** Says that there is nobody of that id. */
  forget(personId: Uuid): void {
    this.unknown.add(personId);
  }

  /** Says whose accounts somebody is a member of. */
  lives(personId: Uuid, accountIds: Uuid[]): void {
    this.households.set(personId, accountIds);
  }

  definition(): ServiceDefinition {
    const { people, photos, unknown, households } = this;
    @Controller()
    class FakeController {
      @MessagePattern(DescribeCardHolder.subject)
      describeCardHolder(@Payload() { personId, accountId, withPhoto }: DescribeCardHolder): { holder: CardHolder | null } {
        const photo = (withPhoto && personId && photos.get(personId)) || null;
        return { holder: { name: people.get(personId ?? accountId)?.name ?? 'Léa Roy', email: 'lea.roy@mail.example', photo } };
      }

      @MessagePattern(DescribePeople.subject)
      describePeople(@Payload() asked: DescribePeople): { people: SharedPerson[] } {
        return { people: asked.people.map(({ personId }) => ({ personId, firstName: 'Léa', lastName: 'Roy', birthDate: '1990-05-06' })) };
      }

      @MessagePattern(FindMember.subject)
      findMember(@Payload() { personId }: FindMember): { member: boolean } {
        return { member: !unknown.has(personId) };
      }

      @MessagePattern(FindAccounts.subject)
      findAccounts(@Payload() { personId }: FindAccounts): { accountIds: Uuid[] } {
        return { accountIds: households.get(personId) ?? [] };
      }

      @MessagePattern(DescribeMembers.subject)
      describe(@Payload() { members }: DescribeMembers): { members: MemberDescription[] } {
        return {
          members: members
            .filter((member) => !unknown.has(holderOf(member)))
            .map((member) => ({
              ...member,
              clientId: derivedId('client', holderOf(member)),
              name: 'Léa Roy',
              birthDate: '1990-05-06',
              gender: 'F',
              ...people.get(holderOf(member)),
            })),
        };
      }
    }
    @Module({ controllers: [FakeController] })
    class FakeModule {}
    return { name: 'identity', module: FakeModule };
  }
}
