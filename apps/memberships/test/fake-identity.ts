import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** What identity says of people, unless a test says otherwise: adults, each with a client account. */
export class FakeIdentity {
  private readonly people = new Map<Uuid, Partial<MemberDescription>>();

  /** Says who somebody is. */
  is(personId: Uuid, description: Partial<MemberDescription>): void {
    this.people.set(personId, description);
  }

  definition(): ServiceDefinition {
    const { people } = this;
    @Controller()
    class FakeController {
      @MessagePattern(DescribeMembers.subject)
      describe(@Payload() { members }: DescribeMembers): { members: MemberDescription[] } {
        return {
          members: members.map((member) => ({
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
