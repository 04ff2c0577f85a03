import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { DomainError, type Fault } from '#kernel/domain-error';

/** What arrived is not the message its class describes. Every fault is named by JSON pointer. */
export class InvalidMessage extends DomainError {
  readonly code = 'platform.invalid-message';
  readonly kind = 'invalid';
  constructor(
    message: string,
    override readonly faults: readonly Fault[],
  ) {
    super(`${message} is not valid: ${faults.map(({ detail }) => detail).join('; ')}`);
  }
}

type MessageType = new () => object;

/** Turns a payload into its message class, or refuses it. */
export function toMessage<T extends object>(type: new () => T, payload: unknown): T {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new InvalidMessage(type.name, [{ pointer: '', code: 'object', detail: 'it must be an object' }]);
  }
  // A field called `constructor` or `__proto__` would choose the rules it is judged by.
  const inherited = Object.keys(payload).filter((key) => key in type.prototype);
  if (inherited.length > 0) throw new InvalidMessage(type.name, inherited.map(unknownField));

  const message = Object.assign(new type(), payload);
  const errors = validateSync(message, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0)
    throw new InvalidMessage(
      type.name,
      errors.flatMap((error) => faultsOf(error, '')),
    );
  return message;
}

/** The payload of every handler becomes an instance of the class its parameter names. */
@Injectable()
export class MessagePipe implements PipeTransform {
  transform(value: unknown, { metatype, type, data }: ArgumentMetadata): unknown {
    if (type !== 'body') return value; // The framework's word for the payload; the rest is its own context.
    // An interface leaves no class at run time: it would let anything through.
    if (data || !metatype || metatype === Object || !isMessageType(metatype))
      throw new Error('a handler takes its whole payload, as a class');
    return toMessage(metatype, value);
  }
}

const isMessageType = (type: object): type is MessageType => 'subject' in type || 'subjectOf' in type;

function faultsOf({ property, constraints, children }: ValidationError, parent: string): Fault[] {
  const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(constraints ?? {}).map(([code, detail]) => ({ pointer, code: kebab(code), detail }));
  return [...own, ...(children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

const unknownField = (name: string): Fault => ({
  pointer: `/${name}`,
  code: 'whitelist-validation',
  detail: `property ${name} should not exist`,
});

const kebab = (code: string): string => code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
