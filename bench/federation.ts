import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { parsePublicId, derivedId } from '#kernel/ids';
import { foldName } from '#kernel/names';
import { Api } from '../scripts/api.js';
import type { Somebody } from './population.js';

export const password = 'measure-twice-cut-once';
const place = { currency: 'CAD', timeZone: 'America/Toronto', languages: ['en'], country: 'CA', province: 'QC' };

export const memberships = [
  'Recreational',
  'Competitive',
  'Coach',
  'Official',
  'Learn to Skate',
  'Pre-school',
  'Adult',
  'Elite',
  'Trial',
  'Pairs',
].map((name, index) => ({ name, sellingMinor: 4000 + 500 * index, originalMinor: 2500 + 300 * index }));

export interface MeasuredFederation {
  id: string; // UUID
  clubs: Api[]; // Each signed in as its administrator
}

/** A federation with two clubs selling ten memberships, made through the API; taxes are those of Quebec. */
export async function makeFederation(url: string, operatorKey: string): Promise<MeasuredFederation> {
  const operator = Api.withKey(url, operatorKey);
  const suffix = Date.now();
  const organization = (fields: object, by: Api) => by.post<{ id: string }>('/v1/organizations', { ...place, ...fields });
  const admin = async (organizationId: string, role: string, by: Api): Promise<Api> => {
    const email = `admin.${organizationId}@bench.example`;
    await by.post('/v1/users', { organizationId, role, email, name: 'Bench', password });
    return Api.signIn(url, email, password);
  };
  const federation = await organization({ kind: 'federation', name: `Federation ${suffix}` }, operator);
  const parent = await admin(federation.id, 'federation-administrator', operator);
  const offerIds: string[] = [];
  for (const { name, originalMinor } of memberships) {
    const { id } = await parent.post<{ id: string }>('/v1/offers', {
      names: { en: name },
      originalPrice: { amountMinor: originalMinor, currency: 'CAD' },
      term: { kind: 'fixed-dates', salesStart: '2020-07-01', effectiveOn: '2020-09-01', expiresOn: '2099-08-31' },
    });
    offerIds.push(id);
  }
  const clubs: Api[] = [];
  for (const name of ['Club A', 'Club B']) {
    const club = await organization({ kind: 'club', name: `${name} ${suffix}` }, parent);
    const secretary = await admin(club.id, 'club-administrator', parent);
    for (const [index, offerId] of offerIds.entries()) {
      const { name: listing, sellingMinor } = memberships[index];
      await secretary.post('/v1/listings', { offerId, name: listing, sellingPrice: { amountMinor: sellingMinor, currency: 'CAD' } });
    }
    clubs.push(secretary);
  }
  return { id: parsePublicId('organization', federation.id) as string, clubs };
}

/** Puts people into the federation behind the product's back: the measured import meets them as known through another club. */
export async function seedPeople(identityUrl: string, federationId: string, known: readonly Somebody[]): Promise<void> {
  const client = new pg.Client({ connectionString: identityUrl });
  await client.connect();
  try {
    const other = derivedId('bench', 'another club', federationId);
    const copy = (command: string, line: (person: Somebody, index: number) => string): Promise<void> =>
      pipeline(
        Readable.from(known.map((person, index) => `${line(person, index)}\n`)),
        client.query(copyFrom(`COPY ${command} FROM STDIN`)),
      );
    const personId = (index: number): string => derivedId('bench', federationId, 'person', index);
    const accountId = (index: number): string => derivedId('bench', federationId, 'account', index);
    await copy('people (id, network_id, first_name, last_name, first_key, last_key, gender, birth_date, made_by)', (person, index) =>
      [
        personId(index),
        federationId,
        person.firstName,
        person.lastName,
        foldName(person.firstName),
        foldName(person.lastName),
        person.gender,
        person.birthDate,
        other,
      ].join('\t'),
    );
    await copy('accounts (id, network_id, owner_person_id, made_by)', (_, index) =>
      [accountId(index), federationId, personId(index), other].join('\t'),
    );
    await copy('account_members (account_id, person_id, network_id)', (_, index) =>
      [accountId(index), personId(index), federationId].join('\t'),
    );
    await client.query('VACUUM ANALYZE people, accounts, account_members');
  } finally {
    await client.end();
  }
}
