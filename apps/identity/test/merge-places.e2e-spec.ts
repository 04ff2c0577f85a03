import { mergePlaces } from '../src/persistence/merge-places.js';
import { Network } from './network.js';

/** Columns that name other things than people, accounts and clients, in whatever table they are. */
const others = [
  'organization_id',
  'organization_ids',
  'organizations',
  'federation_id',
  'network_id',
  'import_id',
  'named_by',
  'made_by',
  'user_id',
  'grant_id',
  'group_id',
  'session_id',
  'api_key_id',
  'upload_id',
  'message_id',
  'correlation_id',
  'causation_id',
  'merge_id',
  'export_id',
  'form_id',
  'invited_by',
  'lease',
  'lease_token',
  'clients_in_use', // Of merge_reach, which is the record of a merge.
  'sale_ids',
  'scope_id',
  'profiles_of',
  'profiles_to',
  'give_back',
  'linking_user_id',
  'proven_user_id',
  'activation_id', // Of a username that was asked for by a letter.
];

/** Tables whose own id, `id`, is a person's, an account's or a client's. */
const selves = ['people', 'accounts', 'clients'];

describe('what a merge does about every place there is', () => {
  let network: Network;
  beforeAll(async () => void (network = await Network.start()));
  afterAll(() => network?.world.stop());

  it('ID-24: every column that points to a person, an account or a client is on the list, with what becomes of it', async () => {
    const columns = await network.sql<{ table: string; column: string }>(
      `SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND t.typname IN ('uuid', '_uuid')
       ORDER BY 1, 2`,
    );
    const about = columns
      .filter(({ table, column }) => !others.includes(column) && (column !== 'id' || selves.includes(table)))
      .map(({ table, column }) => `${table}.${column}`);
    expect(about.length).toBeGreaterThan(20);
    // Not on the list? Say in merge-places.ts what a merge does about it, and let closePerson do it.
    expect(about.sort()).toEqual(mergePlaces.map(({ table, column }) => `${table}.${column}`).sort());
  });

  it('ID-24: the merger may do there what the list says, and nobody else may', async () => {
    const touched = [...new Set(mergePlaces.filter(({ fate }) => fate === 'moves' || fate === 'joins').map(({ table }) => table))];
    const lacking = await network.sql<{ table: string }>(
      `SELECT name AS table FROM unnest($1::text[]) AS name
       WHERE NOT has_any_column_privilege('identity_merger', name, 'UPDATE') OR NOT has_table_privilege('identity_merger', name, 'SELECT')`,
      [touched],
    );
    expect(lacking).toEqual([]);
    const records = ['merge_changes', 'merge_reach'];
    const open = await network.sql(`SELECT FROM unnest($1::text[]) AS name WHERE has_table_privilege('identity_service', name, 'SELECT')`, [
      records,
    ]);
    expect(open).toEqual([]);
  });
});
