import type { Money } from '#kernel/money';
import { ApiProblem, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  checked,
  committed,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Invoice {
  id: string;
  number: string;
  level: 'client' | 'corporate';
  issuerId: string;
  debtorName: string;
  total: Money;
  open: Money;
  twinId: string | null;
}
interface BillingAccount {
  id: string;
  level: 'client' | 'corporate';
  name: string;
  balance: Money;
  paid: Money;
}
interface Person {
  id: string;
  firstName: string;
  profile: { email: string | null; address: string | null } | null;
}

const ana = { 'First name': 'Ana', 'Last name': 'Diaz', 'Birth date': '04/09/1988', Email: 'ana@ex.example' };
const leo = { 'First name': 'Léo', 'Last name': 'Roy', Gender: 'M', 'Birth date': '2016/1/9' };
const max = { 'First name': 'Max', 'Last name': 'Côté-Roy', Gender: 'M', 'Birth date': '11/02/1990', Email: 'max@ailleurs.example' };

const sum = (invoices: readonly Invoice[]): number => invoices.reduce((total, invoice) => total + invoice.total.amountMinor, 0);
const at = (level: string) => (document: { level: string }) => document.level === level;
const invoicesOf = async (organization: SomeOrganization, importId: string): Promise<Invoice[]> =>
  (await organization.api.get<Paged<Invoice>>(`/v1/invoices?importId=${importId}&limit=200`)).data;

describe('a resale import, from a file to invoices at both levels', () => {
  let product: Product;
  let federation: SomeOrganization;
  let offerId: string;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    offerId = await someOffer(federation);
  });
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));
  afterAll(() => product.stop());

  describe.each([
    { kind: 'ordinary', freemium: false },
    { kind: 'Freemium', freemium: true },
  ])('worked example 5.2 at an $kind club', ({ freemium }) => {
    let club: SomeOrganization;
    let elsewhere: SomeOrganization;

    beforeAll(async () => {
      // Each club has a federation of its own here, so that Max is known through one other club only.
      federation = await someFederation(product);
      offerId = await someOffer(federation);
      const otherOffer = await someOffer(federation, {
        names: { en: 'Competitive' },
        originalPrice: { amountMinor: 6000, currency: 'CAD' },
      });
      elsewhere = await someClub(product, federation, otherOffer);
      await imported(elsewhere, [{ ...max, Address: '1 secret street' }]);
      club = await someClub(product, federation, offerId, { freemium });
    });

    it('IMP-13, IMP-14: bills three clients at 40.00 and the club at 25.00 each, to the cent', async () => {
      const state = await checked(club, [ana, leo, { ...max, Email: 'max@ici.example' }]);
      expect(state).toMatchObject({ state: 'ready', counts: { rows: 3, valid: 3, errors: 0, decisions: 0, created: 2, reused: 1 } });

      const preview = await club.api.get<Record<'totals', Record<string, unknown>>>(`/v1/imports/${state.id}/preview`);
      expect(preview).toMatchObject({
        people: { created: 2, reused: 1 },
        accounts: { placeholders: 1 },
        memberships: 3,
        totals: {
          client: { documents: 3, total: { amountMinor: 12000, currency: 'CAD' }, paid: { amountMinor: freemium ? 12000 : 0 } },
          corporate: { documents: 3, total: { amountMinor: 7500, currency: 'CAD' }, paid: { amountMinor: 0 } },
        },
      });
      expect(await invoicesOf(club, state.id)).toEqual([]); // A preview writes nothing.

      const done = await committed(club, state);
      expect(done).toMatchObject({ state: 'finished', counts: { rows: 3, created: 2, reused: 1, skipped: 0, failed: 0 } });

      const issued = await invoicesOf(club, state.id);
      const [clients, corporate] = [issued.filter(at('client')), issued.filter(at('corporate'))];
      expect(clients.map(({ total }) => total.amountMinor)).toEqual([4000, 4000, 4000]);
      expect(corporate.map(({ total }) => total.amountMinor)).toEqual([2500, 2500, 2500]);
      expect(sum(clients.map((invoice) => ({ ...invoice, total: invoice.open })))).toBe(freemium ? 0 : 12000);
      expect(sum(corporate.map((invoice) => ({ ...invoice, total: invoice.open })))).toBe(7500);
      expect(new Set(clients.map(({ twinId }) => twinId))).toEqual(new Set(corporate.map(({ id }) => id)));

      const accounts = (await club.api.get<Paged<BillingAccount>>(`/v1/billing-accounts?importId=${state.id}&limit=50`)).data;
      expect(accounts.filter(at('client')).map(({ balance }) => balance.amountMinor)).toEqual(freemium ? [0, 0, 0] : [4000, 4000, 4000]);
      expect(accounts.filter(at('client')).map(({ paid }) => paid.amountMinor)).toEqual(freemium ? [4000, 4000, 4000] : [0, 0, 0]);
      expect(accounts.filter(at('corporate')).map(({ balance }) => balance.amountMinor)).toEqual([7500]);
    });

    it('IMP-13: the federation sees what the club owes it, and nothing of the club’s clients', async () => {
      const seen = (await federation.api.get<Paged<Invoice>>('/v1/invoices?limit=50')).data;
      expect(seen.filter(at('client'))).toEqual([]);
      expect(seen.filter(({ issuerId }) => issuerId === federation.id)).toHaveLength(4);
      expect(seen.every(({ twinId }) => twinId === null)).toBe(true);
    });

    it('IMP-7: a child without owner has an account owned by a placeholder', async () => {
      const accounts = await club.api.get<Paged<{ owner: { name: string; placeholder: boolean } }>>('/v1/accounts?limit=50');
      expect(accounts.data.map(({ owner }) => owner)).toContainEqual({ personId: null, name: 'Parent of Léo Roy', placeholder: true });
    });

    it('MEM-15: the club that sold a membership is its home', async () => {
      const { data } = await club.api.get<Paged<{ sellerId: string; status: string }>>('/v1/memberships?limit=50');
      expect(data.map(({ sellerId, status }) => [sellerId, status])).toEqual(Array.from({ length: 3 }, () => [club.id, 'active']));
    });

    it('IMP-15: nobody is written to: an import announces its own steps and nothing else', async () => {
      const sent = await product.database('identity').query<{ subject: string }>('SELECT DISTINCT subject FROM outbox ORDER BY subject');
      expect(sent.map(({ subject }) => subject)).toEqual([
        'identity.event.organization-registered.v1',
        'identity.event.people-admitted.v1',
        'memberships.run.enrol-members.v1',
      ]);
    });

    it('IMP-8: somebody known is reused, and each club keeps its own address and e-mail', async () => {
      const here = (await club.api.get<Paged<Person>>('/v1/people?limit=50')).data.find(({ firstName }) => firstName === 'Max');
      const there = (await elsewhere.api.get<Paged<Person>>('/v1/people?limit=50')).data.find(({ firstName }) => firstName === 'Max');
      expect(here?.id).toBe(there?.id);
      expect(here?.profile).toMatchObject({ email: 'max@ici.example', address: '12 rue du Parc' });
      expect(there?.profile).toMatchObject({ email: 'max@ailleurs.example', address: '1 secret street' });
      expect(JSON.stringify(await club.api.get('/v1/accounts?limit=50'))).not.toContain('secret street');
    });
  });

  it('IMP-2: one bad row and nothing of the file is imported; every error is named by row and column', async () => {
    const club = await someClub(product, federation, offerId);
    const state = await checked(club, [
      { ...ana, Gender: 'female' },
      { ...leo, 'Birth date': '31/12/2016' },
      { ...max, Membership: 'Gold' },
      { ...ana, 'Last name': 'Sansfaute' },
    ]);
    expect(state).toMatchObject({ state: 'invalid', previewHash: null });
    const issues = await club.api.get<Paged<{ row: number; column: string; code: string }>>(`/v1/imports/${state.id}/issues`);
    expect(issues.data.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Gender', 'imports.bad-gender'],
      [3, 'Birth date', 'imports.bad-date'],
      [4, 'Membership', 'imports.unknown-membership'],
    ]);
    await expect(club.api.post(`/v1/imports/${state.id}/commit`, { previewHash: 'x' })).rejects.toMatchObject({ status: 409 });
    expect((await club.api.get<Paged<unknown>>('/v1/people')).data).toEqual([]);
  });

  it('IMP-10: looks alike is asked, never guessed; the answer is followed', async () => {
    const club = await someClub(product, federation, offerId);
    await imported(club, [{ ...ana, 'First name': 'Geneviève', 'Last name': 'Beauchemin' }]);
    const asked = await checked(club, [
      { ...ana, 'First name': 'Genevieve', 'Last name': 'Beauchemim' },
      { ...ana, 'First name': 'Geneviève', 'Last name': 'Beauchemin', Gender: 'M' },
    ]);
    expect(asked).toMatchObject({ state: 'needsDecisions', counts: { decisions: 2 } });
    const { data } = await club.api.get<Paged<{ row: number; candidates: { personId: string; because: string[] }[] }>>(
      `/v1/imports/${asked.id}/issues?severity=decision`,
    );
    expect(JSON.stringify(data)).not.toMatch(/gender/i); // ID-3: reasons never state another's value.
    await expect(club.api.post(`/v1/imports/${asked.id}/commit`, { previewHash: 'early' })).rejects.toMatchObject({ status: 409 });
    await club.api.post(`/v1/imports/${asked.id}/decisions`, {
      decisions: [
        { row: 2, personId: data[0].candidates[0].personId },
        { row: 3, personId: null },
      ],
    });
    const ready = await club.api.settled(asked.id, undefined, 20);
    // Row 2 is Geneviève, who holds the membership already; row 3 is somebody new.
    expect(ready).toMatchObject({ state: 'ready', counts: { created: 1, skipped: 1 } });
    expect(await committed(club, ready)).toMatchObject({
      state: 'finished',
      counts: { rows: 2, created: 1, reused: 0, skipped: 1, failed: 0 },
    });
  });

  it('IMP-11, MEM-13: who holds the membership already is skipped with a warning and not invoiced again', async () => {
    const club = await someClub(product, federation, offerId);
    const first = { ...ana, 'Last name': 'Lacroix' };
    await imported(club, [first]);
    const again = await checked(club, [first, { ...max, 'Last name': 'Lacroix' }], 'again.csv');
    expect(again).toMatchObject({ state: 'ready', counts: { warnings: 1, skipped: 1, created: 1 } });
    expect(await committed(club, again)).toMatchObject({ counts: { rows: 2, created: 1, skipped: 1, failed: 0 } });
    expect(await invoicesOf(club, again.id)).toHaveLength(2);
  });

  it('IMP-12: siblings with the same owner share one account, with the parent when it has a row of its own', async () => {
    const club = await someClub(product, federation, offerId);
    const owner = {
      'Account owner first name': 'Julie',
      'Account owner last name': 'Bouchard',
      'Account owner gender': 'F',
      'Account owner email': 'julie@bouchard.example',
    };
    const child = (name: string, born: string) => ({ 'First name': name, 'Last name': 'Bouchard', 'Birth date': born, ...owner });
    await imported(club, [
      child('Zoé', '03/04/2015'),
      { 'First name': 'Julie', 'Last name': 'Bouchard', 'Birth date': '03/04/1985', Email: 'julie@bouchard.example' },
      child('Théo', '05/06/2017'),
    ]);
    const { data } = await club.api.get<Paged<{ owner: { name: string }; members: { firstName: string }[] }>>('/v1/accounts');
    expect(data).toHaveLength(1);
    expect(data[0].owner.name).toBe('Julie Bouchard');
    expect(data[0].members.map(({ firstName }) => firstName).sort()).toEqual(['Julie', 'Théo', 'Zoé']);
  });

  it('IMP-16: a price changed since the preview refuses the commit and names the difference; then the new preview holds', async () => {
    const club = await someClub(product, federation, offerId);
    const state = await checked(club, [{ ...ana, 'Last name': 'Prix' }]);
    const { data } = await club.api.get<Paged<{ id: string }>>('/v1/listings');
    await change(product, club, `/v1/listings/${data[0].id}`, { sellingPrice: { amountMinor: 4500, currency: 'CAD' } });
    const refusal = await committed(club, state).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiProblem);
    expect(refusal).toMatchObject({ status: 409, code: 'imports.preview-changed' });
    const again = await club.api.settled(state.id, undefined, 20);
    expect(again.previewHash).not.toBe(state.previewHash);
    expect(await committed(club, again)).toMatchObject({ state: 'finished' });
    expect((await invoicesOf(club, state.id)).filter(at('client')).map(({ total }) => total.amountMinor)).toEqual([4500]);
  });

  it('IMP-16: the same content a second time asks for confirmation, and is harmless', async () => {
    const club = await someClub(product, federation, offerId);
    const rows = [{ ...ana, 'Last name': 'Deuxfois' }];
    await imported(club, rows);
    const again = await checked(club, rows);
    await expect(committed(club, again)).rejects.toMatchObject({ status: 409, code: 'imports.repeat-unconfirmed' });
    expect(await committed(club, again, { confirmRepeat: true })).toMatchObject({ state: 'finished', counts: { skipped: 1, created: 0 } });
    expect(await invoicesOf(club, again.id)).toEqual([]);
  });

  it('commits once however often the same key asks', async () => {
    const club = await someClub(product, federation, offerId);
    const state = await checked(club, [{ ...ana, 'Last name': 'Uneseule' }]);
    const path = `/v1/imports/${state.id}/commit`;
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => club.api.post(path, { previewHash: state.previewHash }, 'one-key')),
    );
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    await club.api.settled(state.id, undefined, 20);
    await club.api.post(path, { previewHash: state.previewHash }, 'one-key');
    expect(await invoicesOf(club, state.id)).toHaveLength(2);
  });

  it('two clubs importing the same new people side by side make each person once', async () => {
    const [one, two] = [
      await someClub(product, federation, offerId),
      await someClub(product, federation, await someOffer(federation, { names: { en: 'Other' } })),
    ];
    const rows = Array.from({ length: 60 }, (_, index) => ({
      ...ana,
      'First name': 'Inès',
      'Last name': `Nouvelle${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}`,
      'Birth date': `01/01/${1930 + index}`,
    }));
    const [a, b] = await Promise.all([checked(one, rows), checked(two, rows)]);
    const [first, second] = await Promise.all([committed(one, a), committed(two, b)]);
    expect([first.state, second.state]).toEqual(['finished', 'finished']);
    expect(first.counts.created + second.counts.created).toBe(60);
    expect(first.counts.reused + second.counts.reused).toBe(60);
    expect((await one.api.get<Paged<Person>>('/v1/people?limit=100')).data.map(({ id }) => id).sort()).toEqual(
      (await two.api.get<Paged<Person>>('/v1/people?limit=100')).data.map(({ id }) => id).sort(),
    );
  });
});

async function change(product: Product, club: SomeOrganization, path: string, fields: object): Promise<void> {
  const { authorization } = club.api.headers;
  const seen = await fetch(product.http + path, { headers: { authorization } });
  const response = await fetch(product.http + path, {
    method: 'PATCH',
    headers: { authorization, 'content-type': 'application/json', 'if-match': seen.headers.get('etag') ?? '' },
    body: JSON.stringify(fields),
  });
  expect(response.status).toBe(200);
}
