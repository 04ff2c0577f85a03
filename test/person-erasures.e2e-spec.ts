import { jest } from '@jest/globals';
import { newId, parsePublicId } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { letterTo } from '#testing/inbox';
import { Api, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

jest.setTimeout(180_000);

interface Preview {
  everywhere: boolean;
  previewHash: string;
  obstacles: { code: string }[];
  left: { service: string; name: string; why: string; kept: string }[];
}
interface Erasure {
  id: string;
  state: string;
  done: string[];
}
const databases = ['identity', 'memberships', 'billing', 'imports', 'leads'] as const;

/** reliability.md, Privacy: a person can be erased by one command across services; invoices keep the legal minimum. */
describe('erasing a person', () => {
  let product: Product;
  let club: SomeOrganization;
  let sibling: SomeOrganization;
  let made = 0;

  beforeAll(async () => {
    product = await startProduct();
    const federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
    sibling = await someClub(product, federation, await someOffer(federation)); // Of what nobody holds yet.
  });
  afterAll(() => product?.stop());

  /** Somebody known by words that stand nowhere else. */
  async function somebody(at = club) {
    const word = `Zq${newId()
      .replaceAll('-', '')
      .slice(-12)
      .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)])}`; // Like nobody else's.
    made += 1;
    const row = {
      'First name': word.slice(2).split('').reverse().join(''),
      'Birth date': `04/09/${1950 + made}`,
      'Last name': word,
      Email: `${word}@mail.test`,
      Phone: `514 555-01${30 + made}`,
      Address: `7 rue ${word}`,
    };
    const { id: importId } = await imported(at, [row]);
    const [{ id, accountIds }] = (await at.api.get<Paged<{ id: string; accountIds: string[] }>>(`/v1/people?importId=${importId}`)).data;
    return { id, accountId: accountIds[0], word, email: row.Email, row };
  }

  /** Nothing is owed and nothing runs any more. */
  async function settle(personId: string, at = club): Promise<void> {
    const { data } = await at.api.get<Paged<{ id: string }>>(`/v1/memberships?personId=${personId}`);
    const cancellations = data.map(({ id }) => ({ membershipId: id, credit: { kind: 'all' } }));
    const { billing } = await at.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', { cancellations });
    await at.api.post('/v1/cancellations', { cancellations, previewHash: billing.previewHash });
  }

  const preview = (id: string, at = club) => at.api.post<Preview>(`/v1/people/${id}/erasures/preview`);
  const begin = async (id: string, at = club) => {
    const { previewHash } = await preview(id, at);
    return at.api.post<Erasure>(`/v1/people/${id}/erasures`, { previewHash });
  };
  const erasure = (id: string, at = club) => at.api.get<Erasure>(`/v1/person-erasures/${id}`);
  const ended = (id: string, at = club) =>
    eventually(
      async () => {
        const found = await erasure(id, at);
        return found.state !== 'running' && found;
      },
      { withinMs: 60_000 },
    );

  /** Every table of every service in which a word stands. */
  async function whereStands(word: string): Promise<string[]> {
    const found: string[] = [];
    for (const name of databases) {
      const tables = await product
        .database(name)
        .query<{ table: string }>(
          `SELECT relname AS "table" FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
        );
      for (const { table } of tables) {
        const rows = await product.database(name).query(`SELECT FROM ${table} t WHERE t::text ILIKE $1 LIMIT 1`, [`%${word}%`]);
        if (rows.length > 0) found.push(`${name}.${table}`);
      }
    }
    return found;
  }
  const passing = /\.(outbox|idempotency_keys|people_to_key)$/; // Gone by themselves within days.
  const books = async () =>
    product.database('billing').query(`SELECT 'documents' AS t, md5(string_agg(d::text, '' ORDER BY id)) FROM documents d
      UNION ALL SELECT 'lines', md5(string_agg(l::text, '' ORDER BY document_id, position)) FROM document_lines l
      UNION ALL SELECT 'postings', md5(string_agg(p::text, '' ORDER BY entry_id, position)) FROM postings p
      UNION ALL SELECT 'amounts', sum(open_minor)::text FROM open_items`);

  it('names what has to be settled first, and is refused until it is', async () => {
    const { id } = await somebody();
    const { obstacles, previewHash } = await preview(id);
    expect(obstacles.map(({ code }) => code).sort()).toEqual(['active-membership', 'open-balance']);
    await expect(club.api.post(`/v1/people/${id}/erasures`, { previewHash })).rejects.toMatchObject({
      status: 422,
      code: 'identity.erasure-obstructed',
    });
    await expect(club.api.post(`/v1/people/${id}/erasures`, { previewHash: '0'.repeat(64) })).rejects.toMatchObject({
      status: 409,
      code: 'identity.erasure-preview-changed',
    });
  });

  it('leaves nothing of them anywhere but what the law keeps; documents, postings and sums are as they were', async () => {
    const { id, accountId, word, email } = await somebody();
    await club.api.post(`/v1/accounts/${accountId}/activation`);
    const token = /#(ta[a-z]_[\w-]+)/.exec((await letterTo(email)).text)?.[1];
    const activated = await fetch(`${product.http}/v1/activations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, password: 'correct horse battery staple' }),
    });
    expect(activated.status).toBeLessThan(300);
    await settle(id);
    const { everywhere, obstacles, left } = await preview(id);
    expect({ everywhere, obstacles }).toEqual({ everywhere: true, obstacles: [] });
    expect(left).toContainEqual(
      expect.objectContaining({ service: 'billing', name: 'party_snapshots', kept: expect.stringContaining('ten years') }),
    );
    const before = await books();

    const { id: erasureId } = await begin(id);
    expect(await ended(erasureId)).toMatchObject({ state: 'erased', done: ['memberships', 'billing', 'imports', 'leads', 'identity'] });
    const where = await eventually(
      async () => {
        const found = (await whereStands(word)).filter((table) => !passing.test(table));
        return found.length <= 1 && found;
      },
      { withinMs: 60_000 },
    );
    expect(where).toEqual(['billing.party_snapshots']);
    expect(await books()).toEqual(before);
    await expect(Api.signIn(product.http, email, 'correct horse battery staple')).rejects.toMatchObject({ status: 401 });
    const { firstName, lastName, birthDate, profile } = await club.api.get<Record<string, unknown>>(`/v1/people/${id}`);
    expect({ firstName, lastName, birthDate, profile }).toMatchObject({
      firstName: '',
      lastName: expect.stringMatching(/^P\d+$/),
      birthDate: null,
      profile: { email: null },
    });
  });

  it('the database refuses to change what was issued to them', async () => {
    const uuid = parsePublicId('person', (await somebody()).id);
    for (const table of ['documents', 'document_lines', 'postings', 'payments']) {
      await expect(product.database('billing').query(`UPDATE ${table} SET currency = currency`)).rejects.toThrow(/immutable|column/);
    }
    expect(uuid).toBeDefined();
  });

  it('never brings them back by matching: the same row is somebody new', async () => {
    const { id, row } = await somebody();
    await settle(id);
    await ended((await begin(id)).id);
    const { id: again } = await imported(club, [{ ...row, City: 'Laval' }]); // The very same file would have to be confirmed.
    const { data } = await club.api.get<Paged<{ id: string; archivedAt: string | null }>>(`/v1/people?importId=${again}`);
    expect(data).toEqual([expect.objectContaining({ archivedAt: null })]);
    expect(data[0].id).not.toBe(id);
  });

  it('ID-22: a person with activity is archived and never deleted; erasing is another thing: the number and its visits stay, who it was does not', async () => {
    const { id, accountId, word } = await somebody();
    await club.api.post('/v1/activities', { personId: id, kind: 'attendance', note: `with ${word}` }).catch(() => undefined);
    await settle(id);
    const uuid = parsePublicId('person', id);
    const visits = () => product.database('memberships').query(`SELECT kind, at FROM activities WHERE person_id = $1`, [uuid]);
    const before = await visits();
    await expect(product.database('identity').query('DELETE FROM people WHERE id = $1', [uuid])).rejects.toThrow('never deleted');
    await ended((await begin(id)).id);
    expect(await visits()).toEqual(before);
    expect(await product.database('memberships').query(`SELECT FROM activities WHERE person_id = $1 AND note IS NOT NULL`, [uuid])).toEqual(
      [],
    );
    const [row] = await product
      .database('identity')
      .query<{ erased: boolean }>('SELECT erased_at IS NOT NULL AS erased FROM people WHERE id = $1', [uuid]);
    expect(row).toEqual({ erased: true });
    expect(accountId).toMatch(/^acc_/);
  });

  it('ID-3: one organization erases what it holds; what others hold, and who they are, stays', async () => {
    const { id, row, word } = await somebody();
    await imported(sibling, [{ ...row, Email: `${word}.other@mail.test`, Phone: '438 555-7777' }]);
    await settle(id);
    expect((await preview(id)).everywhere).toBe(false);
    await ended((await begin(id)).id);
    expect(await club.api.get(`/v1/people/${id}`)).toMatchObject({ lastName: word, profile: { phone: null, email: null, address: null } });
    expect(await sibling.api.get(`/v1/people/${id}`)).toMatchObject({ lastName: word, profile: { phone: '438 555-7777' } });
  });

  it('goes on where it was when a service comes back, and doing every step again changes nothing', async () => {
    const { id, word } = await somebody();
    await settle(id);
    const { previewHash } = await preview(id);
    const key = newId();
    const confirm = async () => {
      const response = await fetch(`${product.http}/v1/people/${id}/erasures`, {
        method: 'POST',
        headers: { ...club.api.headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ previewHash }),
      });
      return (await response.json()) as Erasure;
    };
    const begun = await confirm();
    await product.halt('imports');
    expect((await erasure(begun.id)).state).toMatch(/running|erased/);
    await product.start('imports');
    await ended(begun.id);
    expect((await confirm()).id).toBe(begun.id);

    const uuid = parsePublicId('personErasure', begun.id);
    const state = async () => [
      await books(),
      await product.database('identity').query(`SELECT id, first_name, last_name, archived_at, erased_at FROM people ORDER BY id`),
    ];
    const before = await state();
    await product
      .database('identity')
      .query(`UPDATE person_erasures SET state = 'running', done = '{}', finished_at = NULL WHERE id = $1`, [uuid]);
    await product.database('identity').query(`UPDATE sagas SET step = 'erase', done_at = NULL, due_at = now() WHERE id = $1`, [uuid]);
    await ended(begun.id);
    expect(await state()).toEqual(before);
    expect((await whereStands(word)).filter((table) => !passing.test(table))).toEqual(['billing.party_snapshots']);
  });

  it('is recorded, and the audit log is whole and names nobody who was erased', async () => {
    const { id, word } = await somebody();
    await settle(id);
    await ended((await begin(id)).id);
    const { data } = await club.api.get<Paged<{ action: string }>>('/v1/audit-log?limit=5');
    expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(['identity.person-erased', 'identity.person-erasure-begun']));
    expect(await club.api.get('/v1/audit-log/verification')).toMatchObject({ whole: true });
    for (const name of databases) {
      expect(await product.database(name).query('SELECT FROM audit_log t WHERE t::text ILIKE $1', [`%${word}%`])).toEqual([]);
    }
  });

  it('is not there for an organization that does not hold the person', async () => {
    const { id } = await somebody();
    await expect(preview(id, sibling)).rejects.toMatchObject({ status: 404 });
  });

  it('leaves every law of the data as it was', async () => {
    expect(await brokenInvariants(product)).toEqual([]);
  });
});
