import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** What identity says of people, unless a test says otherwise: adults, each with a client account. */
export class FakeIdentity {
  private readonly unknown = new Set<Uuid>();
  private readonly people = new Map<Uuid, Partial<MemberDescription>>();

  /** Says who somebody is. */
  is(personId: Uuid, description: Partial<MemberDescription>): void {
    this.people.set(personId, description);
  }

  /** Says that there is nobody of that id. */
  forget(personId: Uuid): void {
    this.unknown.add(personId);
  }

  definition(): ServiceDefinition {
    const { people, unknown } = this;
    @Controller()
    class FakeController {
      @MessagePattern(DescribeMembers.subject)
      describe(@Payload() { members }: DescribeMembers): { members: MemberDescription[] } {
        return {
          members: members
            .filter(({ personId }) => !unknown.has(personId))
            .map((member) => ({
              ...member,
              clientId: derivedId('client', member.personId),
              name: 'Léa Roy',
              birthDate: '1990-05-06',
              gender: 'F',
              ...people.get(member.personId),
            })),
        };
      }
    }
    @Module({ controllers: [FakeController] })
    class FakeModule {}
    return { name: 'identity', module: FakeModule };
  }
}
