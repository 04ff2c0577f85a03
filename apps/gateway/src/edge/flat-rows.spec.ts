import { IsString } from 'class-validator';
import { AreRows } from './flat-rows.js';
import { RequestInvalid } from './gateway.errors.js';
import { ValidateRequest } from './validate-request.pipe.js';

const aName = (value: unknown) => (typeof value === 'string' ? undefined : 'must be a text');

class Body {
  @IsString()
  readonly title!: string;

  @AreRows({ name: aName }, { atMost: 3 })
  readonly rows!: { name: string }[];
}

describe('rows that are judged field by field', () => {
  const validate = (body: unknown) => new ValidateRequest().transform(body, { type: 'body', metatype: Body }) as Promise<Body>;
  const faultsOf = async (body: unknown) => {
    const error = await validate(body).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(RequestInvalid);
    return (error as RequestInvalid).faults;
  };

  it('are taken as they came', async () => {
    const rows = [{ name: 'Ana' }, { name: 'Bea' }];
    const body = await validate({ title: 'Two', rows });
    expect(body).toBeInstanceOf(Body);
    expect(body.rows).toBe(rows);
  });

  it.each<[string, unknown, string]>([
    ['a field of the wrong kind', [{ name: 'Ana' }, { name: 7 }], 'row 2: name must be a text'],
    ['a field that no row has', [{ name: 'Ana', age: 7 }], 'row 1: age is not a field of it'],
    ['something that is no row', ['Ana'], 'row 1: must be an object'],
    ['none', [], 'rows must be 1 to 3 rows'],
    ['too many', [1, 2, 3, 4].map(() => ({ name: 'Ana' })), 'rows must be 1 to 3 rows'],
    ['no list', 'Ana', 'rows must be 1 to 3 rows'],
  ])('are refused with %s, by their place', async (_what, rows, detail) => {
    expect(await faultsOf({ title: 'Some', rows })).toMatchObject([{ pointer: '/rows', detail }]);
  });

  it('leave the other fields to their own rules', async () => {
    const faults = await faultsOf({ title: 7, rows: [{ name: 'Ana' }], more: 1 });
    expect(new Set(faults.map(({ pointer }) => pointer))).toEqual(new Set(['/more', '/title']));
  });
});
