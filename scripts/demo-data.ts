import { todayIn, type LocalDate } from '#kernel/dates';
import { Api, isThere, type Paged } from './api.js';
import { clientsOf, csvOf, listingName } from './demo/files.js';
import { keepBooks } from './demo/treasurer.js';
import {
  clubs,
  demoPassword,
  federation,
  offers,
  seasonOf,
  sellingMinorOf,
  sharedListingName,
  type DemoClub,
  type DemoOffer,
} from './demo/world.js';

const timeZone = 'America/Toronto';
const quebec = { currency: 'CAD', timeZone, country: 'CA', province: 'QC' };

export interface SignInHint {
  who: string;
  email: string;
  password: string;
}

/** Who can sign in to the demo. */
export const demoSignIns = (): SignInHint[] => [
  { who: federation.name, email: federation.email, password: demoPassword },
  ...clubs.map(({ name, slug, freemium }) => ({
    who: freemium ? `${name} (Freemium)` : name,
    email: `${slug}@demo.example`,
    password: demoPassword,
  })),
];

/**
 * Builds the demo through the public API, as an integrator would: a federation, its clubs, offers and listings, and each
 * club's clients by an import of its file. Ends with about 5,000 people. Every request has the same idempotency key each
 * time, so one that was cut short is finished by another, be it on another day, and nothing is made twice.
 */
export async function loadDemoData(
  baseUrl: string,
  operatorKey: string,
  report: (line: string) => void,
  opened: readonly DemoClub[] = clubs,
  today: LocalDate = todayIn(timeZone, new Date()),
): Promise<void> {
  const operator = Api.withKey(baseUrl, operatorKey);
  const { id: federationId } = await operator.post<{ id: string }>(
    '/v1/organizations',
    { ...quebec, kind: 'federation', name: federation.name, languages: ['fr', 'en'] },
    'demo:federation',
  );
  await operator.post(
    '/v1/users',
    {
      organizationId: federationId,
      role: 'federation-administrator',
      email: federation.email,
      name: 'Ginette Lafleur',
      password: demoPassword,
    },
    'demo:federation-administrator',
  );
  const parent = await Api.signIn(baseUrl, federation.email, demoPassword);
  const offerIds = await designOffers(parent, today);
  report(`${offers.length} offers`);
  for (const [index, club] of opened.entries()) {
    const secretary = await openClub(baseUrl, parent, club, offerIds);
    const rows = clientsOf(index);
    const people = await importAll(secretary, `${club.slug}.csv`, csvOf(rows, club));
    report(`${club.name}: ${people} clients`);
    if (index === 0) report(`${club.name}: ${await keepBooks(secretary, club.slug, today)}`);
  }
}

async function designOffers(parent: Api, today: LocalDate): Promise<Map<string, string>> {
  const season = seasonOf(today);
  const ids = new Map<string, string>();
  for (const offer of offers) {
    const body = {
      names: offer.names,
      originalPrice: { amountMinor: offer.originalMinor, currency: quebec.currency },
      term: offer.months ? { kind: 'fixed-duration', months: offer.months, renewalWindowDays: null } : { kind: 'fixed-dates', ...season },
      eligibility: { minAge: offer.minAge ?? null, maxAge: offer.maxAge ?? null, gender: null },
      quotaPerReseller: offer.quotaPerReseller ?? null,
      priceEditable: offer.priceEditable ?? true,
      card: offer.card ?? false,
    };
    const id = await made(parent, offer, body);
    ids.set(offer.key, id);
  }
  return ids;
}

/** An offer designed for an earlier season is there already. */
async function made(parent: Api, { key, names }: DemoOffer, body: object): Promise<string> {
  try {
    return (await parent.post<{ id: string }>('/v1/offers', body, `demo:offer:${key}`)).id;
  } catch (error) {
    if (!isThere(error)) throw error;
    const { data } = await parent.get<Paged<{ id: string; names: Record<string, string> }>>('/v1/offers?limit=100');
    const there = data.find((offer) => offer.names.en === names.en);
    if (!there) throw error;
    return there.id;
  }
}

async function openClub(baseUrl: string, parent: Api, club: DemoClub, offerIds: Map<string, string>): Promise<Api> {
  const { id: organizationId } = await parent.post<{ id: string }>(
    '/v1/organizations',
    { ...quebec, kind: 'club', name: club.name, languages: club.languages, freemium: club.freemium },
    `demo:club:${club.slug}`,
  );
  const email = `${club.slug}@demo.example`;
  await parent.post(
    '/v1/users',
    { organizationId, role: 'club-administrator', email, name: `Secrétariat, ${club.name}`, password: demoPassword },
    `demo:secretary:${club.slug}`,
  );
  const secretary = await Api.signIn(baseUrl, email, demoPassword);
  for (const offer of offers) {
    const sellingMinor = sellingMinorOf(club, offer);
    await secretary.post(
      '/v1/listings',
      {
        offerId: offerIds.get(offer.key),
        name: nameAt(club, offer),
        ...(sellingMinor === null ? {} : { sellingPrice: { amountMinor: sellingMinor, currency: quebec.currency } }),
      },
      `demo:listing:${club.slug}:${offer.key}`,
    );
  }
  return secretary;
}

const nameAt = (club: DemoClub, offer: DemoOffer): string =>
  club.slug === sharedListingName.club && sharedListingName.offers.includes(offer.key)
    ? sharedListingName.name
    : listingName(club, offer.key);

/** Imports a file whole: lookalikes in the demo are other people. */
async function importAll(secretary: Api, fileName: string, csv: string): Promise<number> {
  const id = await secretary.upload('resale', fileName, csv, `demo:file:${fileName}`);
  let checked = await secretary.settled(id);
  if (checked.state === 'needsDecisions') {
    await secretary.decide(id, () => null);
    checked = await secretary.settled(id);
  }
  if (checked.state !== 'ready' && checked.state !== 'finished') {
    const { data } = await secretary.get<Paged<{ row: number; column: string | null; detail: string }>>(
      `/v1/imports/${id}/issues?severity=error&limit=5`,
    );
    throw new Error(
      `${fileName} is ${checked.state}: ${data.map(({ row, column, detail }) => `row ${row}, ${column ?? ''}: ${detail}`).join('; ')}`,
    );
  }
  if (checked.state === 'ready') await secretary.post(`/v1/imports/${id}/commit`, { previewHash: checked.previewHash });
  const { state, counts, reason } = await secretary.settled(id);
  if (state !== 'finished') throw new Error(`${fileName} ended as ${state}: ${reason ?? ''}`);
  return counts.created + counts.reused;
}
