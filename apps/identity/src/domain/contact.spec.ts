import { checkedContact } from './contact.js';

const told = { name: 'Zoë  Lévesque ', phones: [{ kind: 'mobile', number: ' 514  555-0100' }] };

describe('a contact', () => {
  it('ID-20: is kept as it was told, but for spaces; what is blank is empty', () => {
    expect(checkedContact({ ...told, relationship: ' grand-mère ', email: 'zoe@mail.test', city: ' ', address: undefined })).toEqual({
      name: 'Zoë Lévesque',
      nameKey: 'zoe levesque',
      phones: [{ kind: 'mobile', number: '514 555-0100' }],
      relationship: 'grand-mère',
      email: 'zoe@mail.test',
      address: null,
      city: null,
      province: null,
      postalCode: null,
      country: null,
    });
  });

  it('ID-20: is refused with everything that is wrong with it at once', () => {
    const wrong = { name: ' ? ', phones: [told.phones[0], { kind: 'home', number: 'none' }], city: 'La\u202Eval' };
    const pointers = ['/name', '/phones/1/number', '/city'].map((pointer) => expect.objectContaining({ pointer }));
    expect(() => checkedContact(wrong)).toThrow(expect.objectContaining({ code: 'identity.invalid-contact', faults: pointers }));
  });
});
