import { newId } from '#kernel/ids';
import { ConfigurationInvalid, loadConfig } from '../config/load-config.js';
import { IsDataKeys, makeDataKeys } from './data-keys.js';
import { SealedFields } from './sealed-fields.js';

class Config {
  @IsDataKeys() readonly DATA_KEYS!: string;
}

const place = { table: 'guardians', organizationId: newId(), rowId: newId() };

describe('a sealed field', () => {
  const fields = new SealedFields(makeDataKeys());

  it('opens where it was sealed, and reads as nothing before', () => {
    const sealed = fields.seal('046 454 286', place);
    expect(Buffer.from(sealed.bytes).toString('latin1')).not.toContain('046');
    expect(fields.open(sealed, place)).toBe('046 454 286');
  });

  it('is another every time, so that equal ones do not show', () => {
    expect(Buffer.from(fields.seal('1', place).bytes)).not.toEqual(Buffer.from(fields.seal('1', place).bytes));
  });

  it.each([
    ['another row', { ...place, rowId: newId() }],
    ['another organization', { ...place, organizationId: newId() }],
    ['another table', { ...place, table: 'slips' }],
  ])('does not open in %s', (_where, elsewhere) => {
    expect(() => fields.open(fields.seal('046454286', place), elsewhere)).toThrow();
  });

  it('does not open when a bit of it was altered', () => {
    const { keyId, bytes } = fields.seal('046454286', place);
    for (let at = 0; at < bytes.length; at++) {
      const altered = Uint8Array.from(bytes);
      altered[at] ^= 1;
      expect(() => fields.open({ keyId, bytes: altered }, place)).toThrow();
    }
  });

  it('opens after a new key took over, and no longer once its own key is gone', () => {
    const old = makeDataKeys();
    const sealed = new SealedFields(old).seal('046454286', place);
    const { k1: newer } = JSON.parse(makeDataKeys()) as { k1: string };
    const both = new SealedFields(JSON.stringify({ k2: newer, ...(JSON.parse(old) as object) }));
    expect(both.open(sealed, place)).toBe('046454286');
    expect(both.seal('1', place).keyId).toBe('k2');
    expect(() => new SealedFields(JSON.stringify({ k2: newer })).open(sealed, place)).toThrow('k1 is not configured');
  });
});

describe('data keys in the environment', () => {
  it('are taken as they are made', () => expect(loadConfig(Config, { DATA_KEYS: makeDataKeys() }).DATA_KEYS).toContain('k1'));

  it.each(['', 'k1', '{}', '[]', '{"k1": "short"}', `{"k1": "${'A'.repeat(43)}"}`, '{"K 1": "x"}', 'null'])(
    'stop the start when they are %j',
    (keys) => expect(() => loadConfig(Config, { DATA_KEYS: keys })).toThrow(ConfigurationInvalid),
  );
});
