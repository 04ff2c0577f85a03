import { changedFields } from './changed-fields.js';

describe('changed fields', () => {
  const before = { names: { en: 'Recreational' }, originalMinor: 2500, archived: false, version: 1 };

  it('names what differs, however deep, and never the version', () => {
    expect(changedFields(before, { ...before, names: { en: 'Leisure' }, archived: true, version: 2 })).toEqual(['names', 'archived']);
  });

  it('takes structures for the same in whatever order they say it', () => {
    expect(changedFields({ names: { en: 'A', fr: 'B' } }, { names: { fr: 'B', en: 'A' } })).toEqual([]);
  });

  it('names nothing when nothing differs', () => expect(changedFields(before, structuredClone(before))).toEqual([]));
});
