import { Type } from 'class-transformer';
import { IsInt, IsString, Length, Min, ValidateNested } from 'class-validator';
import { RequestInvalid } from './gateway.errors.js';
import { Omittable } from './omittable.js';
import { ValidateRequest } from './validate-request.pipe.js';

class Price {
  @IsInt() @Min(0) amountMinor!: number;
}

class Body {
  @IsString() @Length(1, 5) name!: string;
  @Omittable() @ValidateNested() @Type(() => Price) price?: Price;
}

describe('a request', () => {
  const check = (value: unknown) => new ValidateRequest().transform(value, { type: 'body', metatype: Body });
  const faults = (value: unknown) =>
    check(value).then(
      () => [],
      (error: unknown) => {
        if (!(error instanceof RequestInvalid)) throw error;
        return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
      },
    );

  it('becomes an instance of its class', async () => {
    const body = await check({ name: 'Ana', price: { amountMinor: 1 } });
    expect(body).toBeInstanceOf(Body);
    expect(body).toEqual({ name: 'Ana', price: { amountMinor: 1 } });
  });

  it('lists every fault with its pointer', async () => {
    expect(await faults({ name: 'too long', price: { amountMinor: -1, 'a/b~c': 2 }, extra: 1 })).toEqual(
      expect.arrayContaining([
        '/name gateway.invalid-field',
        '/price/amountMinor gateway.invalid-field',
        '/price/a~1b~0c gateway.unknown-field',
        '/extra gateway.unknown-field',
      ]),
    );
  });

  it('says once that a field is absent', async () => {
    expect(await faults({})).toEqual(['/name gateway.missing-field']);
    expect(await faults(undefined)).toEqual(['/name gateway.missing-field']);
  });

  it('tells null from absent', async () => {
    expect(await faults({ name: 'Ana', price: null })).toEqual(['/price gateway.invalid-field']);
  });

  it.each([['a text'], [7], [[]], [['Ana']]])('refuses %j, which is no object', async (value) => {
    expect(await faults(value)).toEqual([' gateway.invalid-field']);
  });

  it('is refused when it is nested beyond reason', async () => {
    expect(await faults(JSON.parse(`{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`))).toEqual([' gateway.invalid-field']);
  });

  it('leaves prototypes alone', async () => {
    await faults(JSON.parse('{"name":"Ana","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
