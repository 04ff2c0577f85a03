import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { ActingOrganization, ServiceName } from '#contracts/caller';
import { ResolveCaller, type ResolvedCaller } from '#contracts/identity/resolve-caller.query';
import type { RequestClass } from '#contracts/message';
import { ownerOf, requests } from '#contracts/registry';
import { newId } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Unauthenticated } from '#platform/errors/unauthenticated';
import { currentContext, type MessageContext } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { someClub } from '#testing/callers';

type Answer = (message: never) => unknown;

/** What reached a service: the message, validated by its own class, and what travelled beside it. */
export interface Received {
  readonly type: RequestClass;
  readonly message: object;
  readonly context: MessageContext;
}

/**
 * Services behind the gateway that answer what a test tells them to; whatever they were not told about is missing.
 * They speak the real contracts over the real NATS, so a message the gateway builds wrongly is refused here as it would be there.
 */
export class FakeServices {
  readonly club: ActingOrganization = someClub();
  readonly key = 'key-of-the-club';
  readonly received: Received[] = [];
  private readonly answers = new Map<string, Answer>();

  constructor() {
    this.reset();
  }

  /** Forgets what a test said and saw. The club's administrator may sign in by the key. */
  reset(): void {
    this.received.length = 0;
    this.answers.clear();
    this.answer(ResolveCaller, ({ apiKey }) => {
      if (apiKey !== this.key) throw new Unauthenticated('No such key', 'identity.session-ended');
      return this.administrator();
    });
  }

  administrator(changes: Partial<ResolvedCaller> = {}): ResolvedCaller {
    const { club } = this;
    const grants = [{ organizationId: club.id, name: club.name, role: 'club-administrator' as const }];
    return { kind: 'api-key', id: administratorId, name: 'Ana', roles: ['club-administrator'], organization: club, grants, ...changes };
  }

  answer<T extends object>(type: RequestClass<T> | (abstract new () => T), give: (message: T) => unknown): void {
    this.answers.set((type as RequestClass).subject, give);
  }

  of(type: { readonly subject: string }): Received[] {
    return this.received.filter((received) => received.type.subject === type.subject);
  }

  definitions(): ServiceDefinition[] {
    return (['identity', 'memberships', 'billing', 'imports'] as const).map((name) => this.definition(name));
  }

  definition(name: ServiceName): ServiceDefinition {
    const types = requests.filter(({ subject, senders }) => ownerOf(subject) === name && senders.includes('gateway'));
    const handle = (type: RequestClass, message: object) => this.handle(type, message);
    @Controller()
    class FakeController {}
    for (const type of types) {
      const descriptor = { value: (message: object) => handle(type, message), writable: true, configurable: true };
      Object.defineProperty(FakeController.prototype, type.name, descriptor);
      Reflect.defineMetadata('design:paramtypes', [type], FakeController.prototype, type.name);
      MessagePattern(type.subject)(FakeController.prototype, type.name, descriptor);
      Payload()(FakeController.prototype, type.name, 0);
    }
    @Module({ controllers: [FakeController] })
    class FakeModule {}
    return { name, module: FakeModule };
  }

  private async handle(type: RequestClass, message: object): Promise<unknown> {
    this.received.push({ type, message, context: currentContext() });
    const answer = this.answers.get(type.subject);
    if (!answer) throw new Missing('test.nothing-here');
    return answer(message as never);
  }
}

const administratorId = newId();
