import { ExportReconciliation, GetCertificateKey, GetReconciliation } from '#contracts/billing/reconciliation';
import { message, type Fields } from '#contracts/message';
import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import { someClub } from '#testing/callers';
import { startWorld, type World } from '#testing/start-world';
import { verifyCertificate, type PublicKey } from '../../../scripts/verify-reconciliation.js';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { batchOf, freeze, quebec, someBuyers, someNetwork, work, type Network } from './resale.js';

describe('the reconciliation of both levels', () => {
  let world: World;
  let network: Network; // With two clubs.
  let sibling: Network;

  const sold = async (of: Network, many: number): Promise<void> => {
    const importId = newId();
    await freeze(world, of, importId);
    await work(world, of, batchOf(of, importId, someBuyers(many)));
  };

  beforeAll(async () => {
    world = await startWorld([billing]);
    network = await someNetwork(world, { taxes: quebec });
    sibling = await someNetwork(world, { federation: network.federation });
    await sold(network, 3);
    await sold(sibling, 2);
    await sold(await someNetwork(world), 1); // Somebody else's federation.
  });
  afterAll(() => world?.stop());

  type Asked = Partial<Fields<GetReconciliation>>;
  const reconcile = (as: Caller, asked: Asked = {}) => world.ask(message(GetReconciliation, { limit: 50, ...asked }), as);

  async function exported(as: Caller, asked: Fields<ExportReconciliation> = {}): Promise<string[]> {
    let text = '';
    for (let after: string | null | undefined; after !== null;) {
      const piece = await world.ask(message(ExportReconciliation, { ...asked, after }), as);
      text += piece.text;
      after = piece.next;
    }
    return text.split('\n').slice(0, -1);
  }

  it('shows the federation every sale of its clubs at both levels, with each margin, and nothing unmatched', async () => {
    const { data, totals } = await reconcile(network.director);
    expect(data).toHaveLength(5);
    for (const pair of data) {
      expect(pair).toMatchObject({
        kind: 'invoice',
        state: 'paired',
        client: { netMinor: 4000 },
        corporate: { netMinor: 2500 },
        marginMinor: 1500,
      });
    }
    expect(totals).toMatchObject([
      {
        currency: 'CAD',
        invoices: {
          count: 5,
          client: { netMinor: 20_000, taxMinor: 3 * 599, totalMinor: 20_000 + 3 * 599 },
          corporate: { netMinor: 12_500 },
          marginMinor: 7500,
        },
        credits: { count: 0 },
        decided: { count: 0 },
        unmatched: { count: 0, client: { totalMinor: 0 }, corporate: { totalMinor: 0 } },
      },
    ]);
  });

  it('tells of clients ids and amounts, never a name or an address', async () => {
    const shown = JSON.stringify(await reconcile(network.director)) + (await exported(network.director)).join('\n');
    expect(shown).not.toMatch(/Buyer|rue Principale|Patinage|Québec/);
  });

  it('shows a club its own part and nothing of another', async () => {
    for (const [club, many] of [[network, 3] as const, [sibling, 2] as const]) {
      const { data, totals } = await reconcile(club.ana);
      expect(new Set(data.map(({ clubId }) => clubId))).toEqual(new Set([club.club.id]));
      expect(totals).toMatchObject([{ invoices: { count: many } }]);
      expect((await exported(club.ana)).length).toBe(many + 3);
    }
    const foreign = { clubId: sibling.club.id };
    expect(await reconcile(network.ana, foreign)).toMatchObject({ data: [], totals: [] });
    await expect(world.ask(message(ExportReconciliation, foreign), network.ana)).rejects.toMatchObject({ kind: 'missing' });
    expect(await reconcile(network.director, foreign)).toMatchObject({ totals: [{ invoices: { count: 2 } }] });
    const stranger = await someNetwork(world);
    expect(await reconcile(stranger.director, { clubId: network.club.id })).toMatchObject({ data: [], totals: [] });
  });

  it('pages, each pair once', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await reconcile(network.director, { limit: 2, after });
      expect(page.totals === null).toBe(after !== undefined);
      seen.push(...page.data.map(({ saleId }) => saleId));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it('exports a certificate that a verifier without the system accepts by the published key', async () => {
    const key = (await world.ask(message(GetCertificateKey, {}), network.ana)) as PublicKey;
    const lines = await exported(network.director);
    expect(await verifyCertificate(lines, key)).toMatchObject({ holds: true, rows: 5, totals: [{ invoices: { count: 5, margin: 7500 } }] });
    const altered = lines.map((line) => line.replace('"net":4000', '"net":4001'));
    expect(await verifyCertificate(altered, key)).toMatchObject({ holds: false });
  });

  it('goes on with a certificate only as it was begun, and for whom', async () => {
    const import2 = newId();
    await freeze(world, sibling, import2);
    await work(world, sibling, batchOf(sibling, import2, someBuyers(760)));
    const first = await world.ask(message(ExportReconciliation, {}), network.director);
    const after = first.next ?? '';
    expect(after).not.toBe('');
    await sold(network, 1); // Issued meanwhile: of the next certificate.
    const rest = await world.ask(message(ExportReconciliation, { after }), network.director);
    expect(await verifyCertificate((first.text + rest.text).split('\n').slice(0, -1))).toMatchObject({ holds: true, rows: 765 });
    const [state, mac] = after.split('.');
    const forged = Buffer.from(
      Buffer.from(state, 'base64url')
        .toString()
        .replace(/"rows":\d+/, '"rows":7'),
    ).toString('base64url');
    for (const [cursor, as] of [
      [`${forged}.${mac}`, network.director],
      [after, sibling.ana],
    ] as const) {
      await expect(world.ask(message(ExportReconciliation, { after: cursor }), as)).rejects.toMatchObject({ code: 'platform.bad-cursor' });
    }
  });

  it('enters the audit log of whoever took a certificate', async () => {
    const entries = await world
      .database('billing')
      .query(`SELECT facts FROM audit_log WHERE action = 'billing.reconciliation-exported' AND organization_id = $1`, [sibling.club.id]);
    expect(entries.length).toBeGreaterThan(0);
  });

  it.each([
    ['a client’s side gone', `DELETE FROM document_lines WHERE document_id = $client`, { corporate: 1, client: 0 }],
    ['a corporate side gone', `DELETE FROM document_lines WHERE document_id = $corporate`, { corporate: 0, client: 1 }],
    [
      'another person at one level',
      `UPDATE document_lines SET person_id = gen_random_uuid() WHERE document_id = $client`,
      { corporate: 1, client: 1 },
    ],
    ['another club’s client', `UPDATE documents SET issuer_id = '$other' WHERE id = $client`, { corporate: 1, client: 1 }],
  ])('says what is unmatched: %s', async (_, sabotage, sides) => {
    const hurt = await someNetwork(world);
    await sold(hurt, 2);
    const [pair] = (await reconcile(hurt.director)).data;
    const sql = sabotage
      .replace('$client', `'${pair.client?.documentId}'`)
      .replace('$corporate', `'${pair.corporate?.documentId}'`)
      .replace('$other', someClub(hurt.federation).id);
    await world.database('billing').query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);

    const { data, totals } = await reconcile(hurt.director, { state: 'unmatched' });
    expect(data.map(({ client, corporate }) => [Number(corporate !== null), Number(client !== null)])).toEqual([
      [sides.corporate, sides.client],
    ]);
    expect(totals).toMatchObject([{ invoices: { count: 1 }, unmatched: { count: 1 } }]);
    expect(await verifyCertificate(await exported(hurt.director))).toMatchObject({ holds: false });
    await repair(hurt);
  });

  /** Takes a hurt network out of the books, for the laws that the last test asks about. */
  async function repair({ federation, club }: Network): Promise<void> {
    const tables = ['postings', 'open_items', 'document_lines', 'documents', 'number_series', 'ledger_codes'];
    const gone = tables.map((table) => `DELETE FROM ${table} WHERE issuer_id IN ('${federation.id}', '${club.id}')`).join('; ');
    const strays = `DELETE FROM documents d WHERE NOT EXISTS (SELECT FROM document_lines l WHERE l.document_id = d.id)`;
    await world.database('billing').query(`BEGIN; SET LOCAL session_replication_role = replica; ${gone}; ${strays}; COMMIT`);
  }

  it('leaves the books as they were', async () => {
    for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
  });
});
