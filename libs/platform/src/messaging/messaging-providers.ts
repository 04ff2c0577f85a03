import type { INestApplication, Provider, Type } from '@nestjs/common';
import type { NestMicroservice } from '@nestjs/microservices';
import type { ServiceName } from '#contracts/caller';
import { Confirmations } from '../outbox/confirmations.js';
import { DeadLetters } from '../outbox/dead-letters.js';
import { inboxHoldsController } from '../outbox/inbox-holds.controller.js';
import { Inbox } from '../outbox/inbox.js';
import { Outbox } from '../outbox/outbox.js';
import { RelayBell } from '../outbox/relay-bell.js';
import { Relay } from '../outbox/relay.js';
import { SagaRunner } from '../sagas/saga-runner.js';
import { SagaStore } from '../sagas/saga-store.js';
import { Sagas } from '../sagas/sagas.js';
import { FlowDelivery } from './flow-delivery.js';
import { ErrorsAsThrown } from './handler-result.js';
import { JetstreamStrategy } from './jetstream-strategy.js';
import { MessageMetrics } from './message-metrics.js';
import { MessagePipe } from './message-pipe.js';
import { Messages } from './messages.js';
import { natsProvider } from './nats.js';
import { RequestStrategy } from './request-strategy.js';
import { Streams } from './streams.js';
import { CallerTokens } from './tokens.js';

/** Questions and commands, for every service. Needs a MessagingConfig. */
export const requestProviders: Provider[] = [natsProvider, CallerTokens, MessageMetrics, Messages, RequestStrategy];

/** Flow commands, events and sagas, for services with a database. Needs Database besides. */
export const flowProviders: Provider[] = [
  Streams,
  RelayBell,
  Outbox,
  Inbox,
  DeadLetters,
  FlowDelivery,
  JetstreamStrategy,
  Relay,
  Confirmations,
  SagaStore,
  SagaRunner,
  Sagas,
];

/** What a service with a database answers by itself. */
export const flowControllers = (service: ServiceName): Type<unknown>[] => [inboxHoldsController(service)];

/** Lets the app serve messages; they arrive once `app.startAllMicroservices()` is called. */
export function connectMessaging(app: INestApplication, { flows }: { flows: boolean }): void {
  for (const strategy of flows ? [app.get(RequestStrategy), app.get(JetstreamStrategy)] : [app.get(RequestStrategy)]) {
    // Otherwise the handlers are bound right away, without what is set below.
    const server = app.connectMicroservice({ strategy }, { deferInitialization: true }) as NestMicroservice;
    server.useGlobalPipes(new MessagePipe()).useGlobalFilters(new ErrorsAsThrown());
    server.registerListeners();
    server.setIsInitialized(true);
    server.setIsInitHookCalled(true); // The app calls them itself.
  }
}
