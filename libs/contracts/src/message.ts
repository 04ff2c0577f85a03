import type { ServiceName } from './caller.js';

/** What every message class states about itself. The first token of the subject is the service that owns the message. */
export interface MessageClass<T = object> {
  new (): T;
  readonly subject: string;
}

/** A question or interactive command: core request/reply, somebody waits. `senders` may send it; the subject's owner answers. */
export interface RequestClass<T = object> extends MessageClass<T> {
  readonly senders: readonly ServiceName[];
  /** The field of its answer that is one long text: it travels as it is, behind the rest, and arrives as bytes. */
  readonly longText?: string;
}

/** A flow command or event: outbox, JetStream, inbox. An outbox row stays open until each of `consumers` holds it. */
export interface FlowClass<T = object> extends MessageClass<T> {
  readonly senders: readonly ServiceName[];
  readonly consumers: readonly ServiceName[];
}

/** A page of a list: `next` is the cursor for `after`, null at the end. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly next: string | null;
}

/** The fields of a message, without what the framework marks it with. */
export type Fields<T> = { [K in keyof T as K extends string ? K : never]: T[K] };

/** Builds a message from its fields. */
export function message<T extends object>(type: new () => T, fields: Fields<T>): T {
  return Object.assign(new type(), fields);
}
