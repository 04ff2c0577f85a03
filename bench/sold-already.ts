import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { derivedId, type Uuid } from '#kernel/ids';
import { foldName } from '#kernel/names';
import type { Stack } from '../scripts/stack/stack.js';
import { BillingAlone, frozenImport, type MeasuredClub } from './billing-alone.js';
import type { Somebody } from './population.js';

/** Somebody who holds a membership, with an account of their own at the club. */
export interface Member {
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly membershipId: Uuid;
}

export interface Sold {
  readonly club: MeasuredClub;
  readonly listingId: Uuid;
  readonly offerId: Uuid;
  readonly people: readonly Somebody[];
}

const term = { purchasedOn: '2026-09-01', effectiveOn: '2026-09-01', expiresOn: '2099-08-31' };
const price = { selling: 4000, original: 2500, currency: 'CAD' }; // As billing alone bills them.

/**
 * Puts members of a club into all three databases as if they had been imported: people with accounts, memberships that are good today,
 * and both levels' documents of each, issued by billing's own code.
 */
export async function sellAlready(stack: Stack, sold: Sold): Promise<Member[]> {
  const { club, people } = sold;
  const importId = await withDatabase(stack.databaseUrl('billing'), (client) => frozenImport(client, club));
  const members = people.map((_, i) => ({
    personId: derivedId('person', importId, i + 2),
    accountId: derivedId('account', importId, i + 2),
    membershipId: derivedId('membership', importId, i + 2),
  }));
  const clientOf = ({ accountId }: Member): Uuid => derivedId('client', club.id, accountId);
  await withDatabase(stack.databaseUrl('identity'), async (client) => {
    const copy = copierOf(client, members);
    await copy('people (id, network_id, first_name, last_name, first_key, last_key, gender, birth_date, made_by)', ({ personId }, i) => {
      const { firstName, lastName, gender, birthDate } = people[i];
      return [personId, club.federationId, firstName, lastName, foldName(firstName), foldName(lastName), gender, birthDate, club.id];
    });
    await copy('accounts (id, network_id, owner_person_id, made_by)', ({ personId, accountId }) => [
      accountId,
      club.federationId,
      personId,
      club.id,
    ]);
    await copy('clients (id, organization_id, account_id)', (member) => [clientOf(member), club.id, member.accountId]);
    await copy('account_members (account_id, person_id, network_id)', ({ personId, accountId }) => [
      accountId,
      personId,
      club.federationId,
    ]);
    await copy('profiles (organization_id, person_id, address, city, country, gender)', ({ personId }, i) => [
      club.id,
      personId,
      `${i + 1}, rue Principale`,
      'Québec',
      'Canada',
      people[i].gender,
    ]);
    await client.query('VACUUM ANALYZE people, accounts, clients, account_members, profiles');
  });
  await withDatabase(stack.databaseUrl('memberships'), async (client) => {
    const copy = copierOf(client, members);
    const { offerId, listingId } = sold;
    await copy('slots (membership_id, federation_id, seller_id, person_id, offer_id, effective_on, expires_on)', (member) => [
      member.membershipId,
      club.federationId,
      club.id,
      member.personId,
      offerId,
      term.effectiveOn,
      term.expiresOn,
    ]);
    await copy(
      `memberships (id, seller_id, federation_id, offer_id, listing_id, person_id, account_id, client_id, purchased_on, effective_on,
         expires_on, sale_id, selling_minor, original_minor, currency)`,
      (member, i) => [
        member.membershipId,
        club.id,
        club.federationId,
        offerId,
        listingId,
        member.personId,
        member.accountId,
        clientOf(member),
        term.purchasedOn,
        term.effectiveOn,
        term.expiresOn,
        derivedId('sale', importId, i + 2),
        price.selling,
        price.original,
        price.currency,
      ],
    );
    await client.query('INSERT INTO quota_usage (offer_id, seller_id, taken) VALUES ($1, $2, $3)', [offerId, club.id, members.length]);
    await client.query('VACUUM ANALYZE slots, memberships, quota_usage');
  });
  const billing = await BillingAlone.open(stack);
  try {
    await billing.issue(club, importId, members.length);
  } finally {
    await billing.close();
  }
  await withDatabase(stack.databaseUrl('billing'), (client) => client.query('VACUUM ANALYZE'));
  return members;
}

type Line = (member: Member, index: number) => readonly (string | number)[];

const copierOf =
  (client: pg.Client, members: readonly Member[]) =>
  (into: string, line: Line): Promise<void> =>
    pipeline(
      Readable.from(members.map((member, i) => `${line(member, i).join('\t')}\n`)),
      client.query(copyFrom(`COPY ${into} FROM STDIN`)),
    );

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
