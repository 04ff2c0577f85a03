import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Command, Query } from '@nestjs/cqrs';
import { RequestError, TimeoutError, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { newId } from '#kernel/ids';
import { Unavailable } from '../errors/unavailable.js';
import { currentContext, serviceCaller } from './context.js';
import { toHeaders } from './headers.js';
import { unpacked } from './long-texts.js';
import { MessagingConfig, tuned } from './messaging-config.js';
import { ConnectionLost, Nats } from './nats.js';
import { fromData, type ErrorData } from './remote-error.js';
import { CallerTokens } from './tokens.js';

export interface AskOptions {
  timeoutMs?: number;
  idempotencyKey?: string;
}

/** How an answer crosses NATS: the result, or the refusal. */
export interface Answer {
  readonly data?: unknown;
  readonly error?: ErrorData;
}

/** Questions and interactive commands to other services. */
@Injectable()
export class Messages {
  constructor(
    private readonly nats: Nats,
    private readonly tokens: CallerTokens,
    @Inject(MessagingConfig) private readonly config: MessagingConfig,
  ) {}

  /**
   * Sends a message to its owner on behalf of the current caller and gives its answer. What the owner refuses is thrown as a
   * RemoteError; nobody there, or no answer in time, as `platform.unavailable`: then a command may have been carried out all the same.
   */
  ask<T>(message: Query<T> | Command<T>, options: AskOptions = {}): Promise<T> {
    return this.askAt(subjectOf(message), message, options);
  }

  /** The same to a subject that is not the message's own: questions that every service answers for itself. */
  async askAt<T>(subject: string, message: Query<T> | Command<T>, options: AskOptions = {}): Promise<T> {
    const { caller, token, correlationId, messageId, idempotencyKey } = currentContext();
    const headers = toHeaders({
      messageId: newId(),
      correlationId,
      causationId: messageId,
      token: token ?? (await this.tokens.sign(caller ?? serviceCaller(this.config.service))),
      idempotencyKey: options.idempotencyKey ?? idempotencyKey,
    });
    const timeoutMs = options.timeoutMs ?? tuned(this.config).askTimeoutMs;
    const reply = await this.request(subject, JSON.stringify(message), headers, timeoutMs);
    const answer = unpacked(reply);
    if (answer.error) throw fromData(answer.error, subject);
    return answer.data as T;
  }

  /** Nobody listening means nobody has it, so it is safe to try again: a service may just be starting anew. */
  private async request(subject: string, payload: string, headers: MsgHdrs, timeoutMs: number): Promise<Msg> {
    const options = { headers, timeout: timeoutMs };
    for (const waitMs of [100, 300, 900, 0]) {
      try {
        await this.nats.untilConnected(timeoutMs);
        return await this.nats.whileConnected(() => this.nats.connection.request(subject, payload, options));
      } catch (error) {
        if (error instanceof TimeoutError || error instanceof ConnectionLost) throw new Unavailable(`${subject} did not answer in time.`);
        if (!(error instanceof RequestError && error.isNoResponders())) throw error;
        if (waitMs === 0) break;
        await pause(waitMs);
      }
    }
    throw new Unavailable(`Nobody answers ${subject}.`);
  }
}

function subjectOf(message: object): string {
  const { subject } = message.constructor as { subject?: unknown };
  if (typeof subject !== 'string') throw new Error(`${message.constructor.name} is not a message: it has no subject`);
  return subject;
}
