import { Command } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsUUID } from 'class-validator';
import { newId } from '#kernel/ids';
import { IsRows, aWhole } from '#contracts/rows';
import { InvalidMessage, MessagePipe, toMessage } from './message-pipe.js';

class Sell extends Command<void> {
  static readonly subject = 'memberships.command.sell.v1';
  @IsUUID('all') readonly saleId!: string;
  @IsInt() readonly amountMinor!: number;
  @IsOptional() @IsIn(['en', 'fr']) readonly language?: string;
  @IsOptional() @IsRows({ row: aWhole }, { atMost: 2 }) readonly rows?: { row: number }[];
}

const good = { saleId: newId(), amountMinor: 1_250 };
const pipe = (metatype: unknown, value: unknown, data?: string): unknown =>
  new MessagePipe().transform(value, { type: 'body', metatype: metatype as never, data });

function faultsOf(payload: unknown): unknown[] {
  try {
    toMessage(Sell, payload);
  } catch (error) {
    if (error instanceof InvalidMessage) return error.faults.map(({ pointer, code }) => [pointer, code]);
    throw error;
  }
  return [];
}

describe('what arrives becomes its message class', () => {
  it('with its fields as they came', () => {
    const sell = toMessage(Sell, good);
    expect(sell).toBeInstanceOf(Sell);
    expect(sell).toMatchObject(good);
  });

  it.each([
    ['a wrong field', { ...good, amountMinor: 12.5 }, [['/amountMinor', 'is-int']]],
    ['a missing one', { saleId: good.saleId }, [['/amountMinor', 'is-int']]],
    [
      'all of several',
      { saleId: 'x', amountMinor: 'y' },
      [
        ['/saleId', 'is-uuid'],
        ['/amountMinor', 'is-int'],
      ],
    ],
    ['a field nobody asked for', { ...good, organizationId: newId() }, [['/organizationId', 'whitelist-validation']]],
    ['rows that are not rows', { ...good, rows: [{ row: 1, more: 2 }] }, [['/rows', 'is-rows']]],
    ['text in place of an object', 'sell', [['', 'object']]],
    ['a list', [good], [['', 'object']]],
    ['nothing', null, [['', 'object']]],
  ])('names %s', (_what, payload, faults) => {
    expect(faultsOf(payload)).toEqual(faults);
  });

  it.each(['{"__proto__": {}, ', '{"constructor": {}, ', '{"toString": 1, '])(
    'refuses a field that would choose its own rules: %s',
    (start) => {
      const payload: unknown = JSON.parse(`${start} ${JSON.stringify(good).slice(1)}`);
      expect(faultsOf(payload)).toEqual([[expect.stringMatching(/^\/(__proto__|constructor|toString)$/), 'whitelist-validation']]);
    },
  );

  it('validates the payload of a handler by the class its parameter names', () => {
    expect(pipe(Sell, good)).toBeInstanceOf(Sell);
    expect(() => pipe(Sell, {})).toThrow(InvalidMessage);
  });

  it.each([
    ['an interface, which leaves no class', Object, undefined],
    ['a class that is no message', Date, undefined],
    ['a part of the payload', Sell, 'saleId'],
  ])('refuses to serve a handler that takes %s', (_what, metatype, data) => {
    expect(() => pipe(metatype, good, data)).toThrow(/whole payload/);
  });
});
