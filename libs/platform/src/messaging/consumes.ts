import { EventPattern } from '@nestjs/microservices';
import type { FlowClass } from '#contracts/message';

/** The transport of flow commands and events: outbox, JetStream, inbox. */
export const JETSTREAM = Symbol('jetstream');

/**
 * Consumes a flow command or event. It is acknowledged when the handler resolves; a throw delivers it again, later each time,
 * and after the last try parks it as a dead letter.
 */
export const Consumes =
  (type: FlowClass): MethodDecorator =>
  (target, key, descriptor) => {
    const decorate: MethodDecorator = EventPattern(type.subject, JETSTREAM) as MethodDecorator;
    return decorate(target, key, descriptor);
  };
