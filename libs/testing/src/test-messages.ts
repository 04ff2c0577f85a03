import type { Command, Query } from '@nestjs/cqrs';
import { jetstream } from '@nats-io/jetstream';
import type { Caller, ServiceName } from '#contracts/caller';
import { message as build, type Fields, type FlowClass, type RequestClass } from '#contracts/message';
import { ownerOf } from '#contracts/registry';
import { newId, type Uuid } from '#kernel/ids';
import { runInContext } from '#platform/messaging/context';
import { toHeaders } from '#platform/messaging/headers';
import type { ServiceKeys } from '#platform/messaging/keys';
import { Messages, type AskOptions } from '#platform/messaging/messages';
import type { MessagingConfig } from '#platform/messaging/messaging-config';
import { Nats } from '#platform/messaging/nats';
import { Streams } from '#platform/messaging/streams';
import { CallerTokens } from '#platform/messaging/tokens';
import { natsLogin, natsUrl } from './test-servers.js';

interface Sender {
  nats: Nats;
  messages: Messages;
}

export interface SendOptions {
  /** Sending one twice with the same id is the repeat every consumer must survive. */
  messageId?: Uuid;
  correlationId?: string;
}

/** Sends what services send each other, with the rights of the service that may, on behalf of whoever the test says. */
export class TestMessages {
  private readonly senders = new Map<ServiceName, Promise<Sender>>();
  private readonly streams = new Set<ServiceName>();

  constructor(private readonly keys: ServiceKeys) {}

  /** A signed request, as the first service that may send it. */
  async ask<T>(message: Query<T> | Command<T>, as: Caller, options: AskOptions = {}): Promise<T> {
    const { senders } = message.constructor as unknown as RequestClass;
    const { messages } = await this.sender(senders[0]);
    const token = await this.sign(as, senders[0]);
    return runInContext({ caller: as, token, correlationId: newId() }, () => messages.ask(message, options));
  }

  /** Puts a flow command or event on its stream, as its sender's relay would. Gives the message's id. */
  async send<T extends object>(type: FlowClass<T>, fields: Fields<T>, as: Caller, options: SendOptions = {}): Promise<Uuid> {
    const sender = type.senders[0];
    const { nats } = await this.sender(sender);
    await this.ensureStream(ownerOf(type.subject) as ServiceName);
    const { messageId = newId(), correlationId = newId() } = options;
    const headers = toHeaders({ messageId, correlationId, token: await this.sign(as, sender) });
    // A fresh broker id, as every send of the relay has: the broker would swallow a repeated one.
    await jetstream(nats.connection).publish(type.subject, JSON.stringify(build(type, fields)), { headers, msgID: newId() });
    return messageId;
  }

  /** The stream is its owner's to make, and the owner may not be of this world. */
  private async ensureStream(owner: ServiceName): Promise<void> {
    if (this.streams.has(owner)) return;
    const streams = new Streams((await this.sender(owner)).nats, this.config(owner));
    await streams.onApplicationBootstrap();
    streams.onModuleDestroy();
    this.streams.add(owner);
  }

  async close(): Promise<void> {
    const senders = await Promise.all(this.senders.values());
    await Promise.all(senders.map(({ nats }) => nats.onApplicationShutdown()));
  }

  /** People and keys are vouched for by the gateway; a flow or a service by whoever speaks. */
  private sign(caller: Caller, sender: ServiceName): Promise<string> {
    const signer =
      caller.kind === 'user' || caller.kind === 'api-key' ? 'gateway' : caller.kind === 'service' ? (caller.id as ServiceName) : sender;
    return new CallerTokens(this.config(signer)).sign(caller);
  }

  private sender(name: ServiceName): Promise<Sender> {
    const known = this.senders.get(name) ?? this.connect(name);
    this.senders.set(name, known);
    return known;
  }

  private async connect(name: ServiceName): Promise<Sender> {
    const config = this.config(name);
    const nats = await Nats.connect(config);
    return { nats, messages: new Messages(nats, new CallerTokens(config), config) };
  }

  private config(service: ServiceName): MessagingConfig {
    const { user, password } = natsLogin(service);
    return {
      service,
      natsUrl: natsUrl(),
      natsUser: user,
      natsPassword: password,
      callerKey: this.keys.privateKeys[service],
      callerPublicKeys: this.keys.publicKeys,
      tuning: {},
    };
  }
}
