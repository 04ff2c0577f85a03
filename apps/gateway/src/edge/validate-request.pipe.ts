import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { RequestInvalid } from './gateway.errors.js';
import { faultsOf } from './faults.js';
import { flatFieldsOf } from './flat-rows.js';

const builtIn: readonly unknown[] = [String, Number, Boolean, Array, Object];

/** Nothing we take goes deeper; without a bound, reading a body by recursion could exhaust the stack. */
const maxDepth = 10;

/** Bodies and queries are classes: fields they do not name are refused, and every fault is told at once. */
@Injectable()
export class ValidateRequest implements PipeTransform<unknown, Promise<unknown>> {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || type === 'param' || metatype === undefined || builtIn.includes(metatype)) return value;
    const given = value ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw new RequestInvalid([{ pointer: '', code: 'gateway.invalid-field', detail: 'The body must be a JSON object' }]);
    }
    if (isDeeperThan(maxDepth, given))
      throw new RequestInvalid([{ pointer: '', code: 'gateway.invalid-field', detail: 'The body is nested too deeply' }]);
    const flat = flatFieldsOf(metatype);
    const request = Object.assign(plainToInstance(metatype, without(given, flat)) as object, only(given, flat));
    const errors = await validate(request, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    if (errors.length > 0) throw new RequestInvalid(faultsOf(errors));
    return request;
  }
}

function isDeeperThan(levels: number, value: object): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

const without = (given: object, names: readonly string[]): object =>
  names.length === 0 ? given : Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

const only = (given: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
