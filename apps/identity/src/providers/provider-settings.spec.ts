import { validateSync } from 'class-validator';
import { AreProviders, providersIn } from './provider-settings.js';

class Settings {
  @AreProviders() readonly providers!: string;
}

const club = { name: 'Club ID', issuer: 'https://id.club.test', clientId: 'tessera', clientSecret: 'of-this-installation' };

describe('the providers of an installation', () => {
  const takes = (providers: unknown) =>
    validateSync(Object.assign(new Settings(), { providers: typeof providers === 'string' ? providers : JSON.stringify(providers) }))
      .length === 0;

  it('are none where none is configured', () => expect(providersIn(undefined)).toEqual([]));

  it('are named by id', () => {
    expect(takes({ club, other: { ...club, issuer: 'https://other.test/tenant' } })).toBe(true);
    expect(providersIn(JSON.stringify({ club }))).toEqual([{ id: 'club', ...club }]);
  });

  it.each([
    ['no JSON', 'club'],
    ['a list', [club]],
    ['an id that is no word of an address', { 'Club ID': club }],
    ['nobody to ask', { club: { ...club, issuer: undefined } }],
    ['an issuer that anybody could listen to', { club: { ...club, issuer: 'http://id.club.test' } }],
    ['an issuer with a query', { club: { ...club, issuer: 'https://id.club.test/?tenant=1' } }],
    ['no secret', { club: { ...club, clientSecret: '' } }],
    ['a setting nobody knows', { club: { ...club, trustEmail: true } }],
    ['one issuer twice', { club, again: club }],
  ])('are refused with %s', (_, providers) => expect(takes(providers)).toBe(false));

  it('may be spoken to without encryption on this machine alone', () =>
    expect(takes({ club: { ...club, issuer: 'http://127.0.0.1:4000' } })).toBe(true));
});
