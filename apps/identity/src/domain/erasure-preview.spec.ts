import type { ErasurePreview } from '#contracts/platform/personal-data';
import { newId } from '#kernel/ids';
import { previewOf } from './erasure-preview.js';

describe('what erasing somebody would do', () => {
  const [personId, organizationId] = [newId(), newId()];
  const told = (changes: Partial<ErasurePreview> = {}): ErasurePreview => ({
    obstacles: [],
    erased: [{ name: 'profiles', title: 'What an organization holds of you', rows: 1 }],
    left: [{ name: 'documents', title: 'Invoices', rows: 2, why: 'The law', kept: 'ten years' }],
    ...changes,
  });
  const preview = (changes?: Partial<ErasurePreview>, everywhere = true) =>
    previewOf(personId, [organizationId], everywhere, [['billing', told(changes)]]);

  it('names the service with everything it tells', () => {
    expect(preview()).toMatchObject({ erased: [{ service: 'billing', name: 'profiles' }], left: [{ service: 'billing', why: 'The law' }] });
  });

  it('is another one when something stands in the way, more stays, or fewer hold the person', () => {
    const obstacle = { code: 'open-balance', says: 'Not at zero', organizationId, about: newId() };
    const others = [preview({ obstacles: [obstacle] }), preview({ left: [] }), preview({}, false)];
    for (const other of others) expect(other.previewHash).not.toBe(preview().previewHash);
  });

  it('is the same when only more of what goes has come', () => {
    expect(preview({ erased: [] }).previewHash).toBe(preview().previewHash);
  });
});
