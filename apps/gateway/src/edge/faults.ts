import type { ValidationError } from 'class-validator';
import type { Fault } from '#kernel/domain-error';

/** Every fault of a request, each with the JSON pointer (RFC 6901) of the field it is in. */
export function faultsOf(errors: readonly ValidationError[], path = ''): Fault[] {
  return errors.flatMap((error) => {
    const pointer = `${path}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({ pointer, code: codeOf(rule, error.value), detail }));
    // Of a field that is absent only its absence is worth telling.
    const told = own.length > 1 && error.value === undefined ? own.slice(0, 1) : own;
    return [...told, ...faultsOf(error.children ?? [], pointer)];
  });
}

function codeOf(rule: string, value: unknown): string {
  if (rule === 'whitelistValidation') return 'gateway.unknown-field';
  return value === undefined ? 'gateway.missing-field' : 'gateway.invalid-field';
}
