import type { JWK } from 'jose';
import type { ServiceName } from '#contracts/caller';

/** Who this process is on the network of messages. */
export abstract class MessagingConfig {
  abstract readonly service: ServiceName;
  abstract readonly natsUrl: string;
  abstract readonly natsUser?: string;
  abstract readonly natsPassword?: string;
  /** The Ed25519 key this service signs callers with. */
  abstract readonly callerKey: JWK;
  /** The public key of every service, by name. */
  abstract readonly callerPublicKeys: Partial<Record<ServiceName, JWK>>;
  abstract readonly tuning?: Partial<MessagingTuning>;
}

/** The times and sizes of messaging. Tests shorten them; nothing else needs to. */
export interface MessagingTuning {
  askTimeoutMs: number;
  /** Messages of one subject worked on at once by one process. */
  concurrency: number;
  /** A message not acknowledged for so long is delivered again; a handler still at work says so every third of it. */
  ackWaitMs: number;
  /** The pause before each further try. Their number plus one is how often a message is tried. */
  retryDelaysMs: readonly number[];
  /** An idle consumer looks this often whether its consumer on the server is still there. */
  idleCheckMs: number;
  /** How often outbox rows are looked for that nobody kicked the relay for. */
  relayPollMs: number;
  /** How often consumers are asked which messages they hold. */
  confirmEveryMs: number;
  /** A message that a consumer does not hold so long after it was sent is sent again; doubled with each try. */
  resendAfterMs: number;
  resendAtMostMs: number;
  /** An open outbox row older than this raises an alarm. */
  outboxAlarmMs: number;
  /** Closed outbox rows are deleted after this. */
  keepClosedMs: number;
  sweepEveryMs: number;
  /** A saga whose runner has not renewed its lease for so long is taken over. */
  sagaLeaseMs: number;
  /** The pause before a failed step runs again; doubled with each failure, up to a minute. */
  sagaRetryMs: number;
  /** Saga steps run at once by one process. */
  sagasAtOnce: number;
  /** Copies of each stream in a cluster. */
  streamReplicas: number;
  /** How long a stopping process waits for what it is working on. */
  drainMs: number;
}

export const defaultTuning: MessagingTuning = {
  askTimeoutMs: 20_000,
  concurrency: 2,
  ackWaitMs: 5_000,
  retryDelaysMs: [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000],
  idleCheckMs: 3_000,
  relayPollMs: 500,
  confirmEveryMs: 2_000,
  resendAfterMs: 20_000,
  resendAtMostMs: 300_000,
  outboxAlarmMs: 600_000,
  keepClosedMs: 24 * 3_600_000,
  sweepEveryMs: 500,
  sagaLeaseMs: 10_000,
  sagaRetryMs: 500,
  sagasAtOnce: 4,
  streamReplicas: 1,
  drainMs: 10_000,
};

export const tuned = (config: MessagingConfig): MessagingTuning => ({ ...defaultTuning, ...config.tuning });
