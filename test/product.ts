import { randomBytes } from 'node:crypto';
import { billing } from '../apps/billing/src/billing.service.js';
import { gateway } from '../apps/gateway/src/gateway.service.js';
import { identity } from '../apps/identity/src/identity.service.js';
import { seedOperator } from '../apps/identity/src/seed-operator.js';
import { imports } from '../apps/imports/src/imports.service.js';
import { leads } from '../apps/leads/src/leads.service.js';
import { memberships } from '../apps/memberships/src/memberships.service.js';
import { inDatabase } from '#platform/database/provision';
import { postgresUrl } from '#testing/test-servers';
import { startWorld, type World, type WorldOptions } from '#testing/start-world';
import { databaseUrl } from '#testing/test-databases';
import { Api, type ImportState } from '../scripts/api.js';
import { judgeInvariants } from '../scripts/stack/judge-invariants.js';

/** The whole product in this process, with the operator's key. */
export interface Product extends World {
  readonly operator: Api;
}

/** A product wherever it runs. */
export type Reachable = Pick<Product, 'http' | 'operator'>;

export async function startProduct(options?: WorldOptions): Promise<Product> {
  const world = await startWorld([identity, memberships, billing, imports, leads, gateway], options);
  const key = randomBytes(24).toString('base64url');
  await seedOperator({ DATABASE_URL: databaseUrl(identity, world.database('identity').name, 'service'), OPERATOR_API_KEY: key });
  return Object.defineProperties({ operator: Api.withKey(world.http, key) }, Object.getOwnPropertyDescriptors(world)) as Product;
}

const password = 'lames-et-glace-2026';

export interface SomeOrganization {
  id: string;
  api: Api; // Signed in as its administrator
}

/** Registers an organization with an administrator who is signed in. No tax unless told otherwise. */
export async function someOrganization(product: Pick<Product, 'http'>, by: Api, fields: object): Promise<SomeOrganization> {
  const { id } = await by.post<{ id: string }>('/v1/organizations', {
    name: 'Club de patinage',
    currency: 'CAD',
    timeZone: 'America/Toronto',
    languages: ['en', 'fr'],
    country: 'CA',
    province: 'QC',
    taxes: [],
    ...fields,
  });
  const role = (fields as { kind: string }).kind === 'federation' ? 'federation-administrator' : 'club-administrator';
  const email = `admin.${id}@club.example`;
  await by.post('/v1/users', { organizationId: id, role, email, name: 'Camille Tremblay', password });
  return { id, api: await Api.signIn(product.http, email, password) };
}

/** A federation, signed in. */
export const someFederation = (product: Reachable, fields: object = {}): Promise<SomeOrganization> =>
  someOrganization(product, product.operator, { kind: 'federation', name: 'Federation F', ...fields });

/** An offer of the federation; sold for one season that has begun. */
export async function someOffer(federation: SomeOrganization, fields: object = {}): Promise<string> {
  const { id } = await federation.api.post<{ id: string }>('/v1/offers', {
    names: { en: 'Recreational' },
    originalPrice: { amountMinor: 2500, currency: 'CAD' },
    term: { kind: 'fixed-dates', salesStart: '2020-07-01', effectiveOn: '2020-09-01', expiresOn: '2099-08-31' },
    ...fields,
  });
  return id;
}

/** A club of the federation that sells an offer at 40.00 as "Recreational". */
export async function someClub(
  product: Pick<Product, 'http'>,
  federation: SomeOrganization,
  offerId: string,
  fields: object = {},
): Promise<SomeOrganization> {
  const club = await someOrganization(product, federation.api, { kind: 'club', ...fields });
  await club.api.post('/v1/listings', { offerId, name: 'Recreational', sellingPrice: { amountMinor: 4000, currency: 'CAD' } });
  return club;
}

/** A row of a resale file by template header; what is not told is somebody in Montréal. */
export type FileRow = Partial<Record<string, string>>;

const columns = [
  'First name',
  'Last name',
  'Address',
  'City',
  'State/Province',
  'Zip/Postal Code',
  'Country',
  'Phone',
  'Gender',
  'Email',
  'Amilia ID',
  'Birth date',
  'Membership',
  'Membership expiration date',
  'Account owner first name',
  'Account owner last name',
  'Account owner gender',
  'Account owner email',
];
const usual: FileRow = {
  Address: '12 rue du Parc',
  City: 'Montréal',
  'State/Province': 'QC',
  'Zip/Postal Code': 'H2X 1Y4',
  Country: 'Canada',
  Gender: 'F',
  'Birth date': '04/09/1988',
  Membership: 'Recreational',
};

export function csvOf(rows: readonly FileRow[]): string {
  const quoted = (cell = ''): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => columns.map((column) => quoted({ ...usual, ...row }[column])).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Uploads a file and waits for its check. */
export async function checked(club: SomeOrganization, rows: readonly FileRow[], fileName = 'clients.csv'): Promise<ImportState> {
  return club.api.settled(await club.api.upload('resale', fileName, csvOf(rows)), undefined, 20);
}

/** Commits what the preview of a checked import shows, and waits for the end. */
export async function committed(club: SomeOrganization, { id, previewHash }: ImportState, more: object = {}): Promise<ImportState> {
  await club.api.post(`/v1/imports/${id}/commit`, { previewHash, ...more });
  return club.api.settled(id, undefined, 20);
}

/** Uploads, checks, commits: fails unless the file is without fault. */
export async function imported(club: SomeOrganization, rows: readonly FileRow[]): Promise<ImportState> {
  const state = await checked(club, rows);
  if (state.state !== 'ready') throw new Error(`the file is ${state.state}: ${await club.api.text(`/v1/imports/${state.id}/issues`)}`);
  return committed(club, state);
}

/** The laws of the data, asked of every database of the product; those broken, in words. */
export async function brokenInvariants(product: World): Promise<string[]> {
  const verdicts = await judgeInvariants((name) => inDatabase(postgresUrl(), product.database(name).name));
  return verdicts
    .filter(({ count }) => count > 0)
    .map(({ number, title, where, broken }) => `${number} ${title} (${where}): ${broken.join('; ')}`);
}
