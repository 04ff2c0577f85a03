import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  jetstreamManager,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { flows, ownerOf } from '#contracts/registry';
import { MessagingConfig, tuned } from './messaging-config.js';
import { Nats } from './nats.js';

/** One stream for each service that owns flow commands or events: `BILLING` takes `billing.run.>` and `billing.event.>`. */
export const streamOf = (subject: string): string => ownerOf(subject).toUpperCase();

/** The durable consumer of a service on a subject; its own commands and foreign events never share a name. */
export const durableOf = (service: string, subject: string): string => `${service}-${subject.replaceAll('.', '-')}`;

const day = 24 * 3_600_000;

/**
 * The streams and consumers on the server. Nothing on the server is the only copy of anything, so whatever is found missing is
 * simply made again: a service its own stream, a consumer its own durable.
 */
@Injectable()
export class Streams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Streams.name);
  private readonly manager: Promise<JetStreamManager>;
  private readonly incarnations = new Map<string, string>();
  private timer?: NodeJS.Timeout;
  private forget?: () => void;

  constructor(
    private readonly nats: Nats,
    @Inject(MessagingConfig) private readonly config: MessagingConfig,
  ) {
    this.manager = jetstreamManager(nats.connection, { checkAPI: false, timeout: 3_000 });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!flows.some(({ subject }) => ownerOf(subject) === this.config.service)) return;
    this.forget = this.nats.onReconnect(() => void this.keepOwn());
    this.timer = setInterval(() => void this.keepOwn(), tuned(this.config).idleCheckMs).unref();
    await this.keepOwn();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.forget?.();
  }

  /** Names one life of a stream: another one when it was deleted and made again. Undefined when there is none now. */
  async incarnationOf(stream: string): Promise<string | undefined> {
    this.incarnations.delete(stream);
    try {
      const { created } = await (await this.manager).streams.info(stream);
      this.incarnations.set(stream, created);
      return created;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The same, as last seen: good enough where a mistake only makes a message travel twice. */
  async knownIncarnationOf(stream: string): Promise<string | undefined> {
    return this.incarnations.get(stream) ?? this.incarnationOf(stream).catch(() => undefined);
  }

  /** Makes the durable consumer of this service on a subject, unless it is there as it should be. */
  async ensureConsumer(subject: string): Promise<{ stream: string; durable: string }> {
    const { consumers } = await this.manager;
    const [stream, durable] = [streamOf(subject), durableOf(this.config.service, subject)];
    const wanted = this.consumerConfig(subject, durable);
    try {
      const { config } = await consumers.info(stream, durable);
      if (config.ack_wait !== wanted.ack_wait) await consumers.update(stream, durable, { ack_wait: wanted.ack_wait });
    } catch (error) {
      if (!isMissing(error)) throw error;
      await consumers.add(stream, wanted);
      this.logger.log({ stream, durable }, 'Made a consumer');
    }
    return { stream, durable };
  }

  private async keepOwn(): Promise<void> {
    if (!this.nats.isConnected()) return;
    const wanted = this.streamConfig();
    try {
      const { streams } = await this.manager;
      const found = await streams.info(wanted.name).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      if (!found) {
        await streams.add(wanted);
        this.logger.log({ stream: wanted.name }, 'Made the stream');
      } else if (found.config.max_age !== wanted.max_age || found.config.subjects.join() !== wanted.subjects.join()) {
        await streams.update(wanted.name, wanted);
      }
    } catch (error) {
      this.logger.warn({ stream: wanted.name, err: error }, 'Could not look after the stream'); // Looked at again soon.
    }
  }

  private streamConfig(): Pick<StreamConfig, 'name' | 'subjects' | 'max_age'> & Partial<StreamConfig> {
    const { service } = this.config;
    return {
      name: service.toUpperCase(),
      subjects: [`${service}.run.>`, `${service}.event.>`], // Not `>`: a stream would answer questions with its own acknowledgement.
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: nanos(day),
      num_replicas: tuned(this.config).streamReplicas,
    };
  }

  private consumerConfig(subject: string, durable: string): Partial<ConsumerConfig> & { ack_wait: number } {
    return {
      durable_name: durable,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All, // Made anew, it sees everything again; the inbox knows what is done.
      ack_wait: nanos(tuned(this.config).ackWaitMs),
      max_deliver: -1, // The tries are counted here, where they end in a dead letter.
      max_ack_pending: 1_000,
    };
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError &&
  (error.code === JetStreamApiCodes.StreamNotFound || error.code === JetStreamApiCodes.ConsumerNotFound);
