import type { Provider, Type } from '@nestjs/common';
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
import { JetstreamStrategy } from './jetstream-strategy.js';
import { MessageMetrics } from './message-metrics.js';
import { Messages } from './messages.js';
import { natsProvider } from './nats.js';
import { RequestStrategy } from './request-strategy.js';
import { Streams } from './streams.js';
import { CallerTokens } from './tokens.js';

/** Asking others, for every service. Needs a MessagingConfig. */
export const messagingProviders: Provider[] = [natsProvider, CallerTokens, MessageMetrics, Messages];

/** Being asked, flow commands, events and sagas: for services with a database. */
export const messagingProvidersWithDatabase: Provider[] = [
  RequestStrategy,
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
export const messagingControllers = (service: ServiceName): Type<unknown>[] => [inboxHoldsController(service)];
