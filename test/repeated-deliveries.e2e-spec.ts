import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { newId } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { natsLogin, natsUrl } from '#testing/test-servers';
import { randomFrom } from '../bench/population.js';
import {
  brokenInvariants,
  checked,
  committed,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type FileRow,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Delivery {
  subject: string;
  data: Uint8Array;
  header: MsgHdrs;
}

const seed = 20_261_122;
/** Nobody looks like anybody else: each has a birth date of its own, on days that are no month. */
const rows = (from: number, to: number): FileRow[] =>
  Array.from({ length: to - from }, (_, at) => from + at).map((index) => ({
    'First name': 'Inès',
    'Last name': 'Répétée',
    'Birth date': `${1940 + Math.floor(index / 192)}/${1 + (Math.floor(index / 16) % 12)}/${13 + (index % 16)}`,
  }));

/** What must not change: how much there is of everything an import makes. */
const counted = {
  identity: ['people', 'accounts', 'clients', 'profiles'],
  memberships: ['memberships', 'slots'],
  billing: ['documents', 'document_lines', 'postings', 'open_items', 'billing_accounts', 'payments'],
  imports: ['results'],
} as const;

describe('every message delivered two to five times, shuffled', () => {
  let product: Product;
  let club: SomeOrganization;
  let connection: NatsConnection;
  let streams: JetStreamManager;
  let publisher: JetStreamClient;
  const random = randomFrom(seed);

  beforeAll(async () => {
    product = await startProduct();
    const federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation), { freemium: true });
    const { user, password: pass } = natsLogin('administrator');
    connection = await connect({ servers: natsUrl(), user, pass });
    streams = await jetstreamManager(connection);
    publisher = jetstream(connection);
  });
  afterAll(async () => {
    await connection.close();
    await product.stop();
  });

  const state = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const [service, tables] of Object.entries(counted) as [keyof typeof counted, readonly string[]][]) {
      for (const table of tables) {
        const [{ count }] = await product.database(service).query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
        counts[`${service}.${table}`] = count;
      }
    }
    return counts;
  };

  /** Every message the streams hold, once. */
  const delivered = async (): Promise<Delivery[]> => {
    const all = new Map<string, Delivery>();
    for await (const { config, state: held } of streams.streams.list()) {
      for (let seq = held.first_seq; seq <= held.last_seq; seq++) {
        const found = await streams.streams.getMessage(config.name, { seq });
        if (found) all.set(found.header.get('Tessera-Message'), { subject: found.subject, data: found.data, header: found.header });
      }
    }
    return [...all.values()];
  };

  /** Again one to four times each, in any order, under ids the broker has not seen. */
  const repeat = async (deliveries: readonly Delivery[]): Promise<number> => {
    const again = deliveries.flatMap((delivery) => Array.from({ length: 1 + Math.floor(random() * 4) }, () => delivery));
    for (let at = again.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [again[at], again[other]] = [again[other], again[at]];
    }
    for (const { subject, data, header } of again) {
      const copy = headers();
      for (const name of header.keys()) if (name.startsWith('Tessera-')) copy.set(name, header.get(name));
      await publisher.publish(subject, data, { headers: copy, msgID: newId() });
    }
    return again.length;
  };

  const drained = (): Promise<true> =>
    eventually(
      async () => {
        for await (const { config } of streams.streams.list()) {
          for await (const consumer of streams.consumers.list(config.name)) {
            if (consumer.num_pending > 0 || consumer.num_ack_pending > 0) return false;
          }
        }
        return true as const;
      },
      { withinMs: 40_000 },
    );

  it('leaves a finished import as it was', async () => {
    expect(await committed(club, await checked(club, rows(0, 120)))).toMatchObject({ state: 'finished', counts: { created: 120 } });
    const before = await state();
    expect(before).toMatchObject({ 'identity.people': 120, 'billing.documents': 240, 'billing.payments': 120 });
    expect(await repeat(await delivered())).toBeGreaterThan(6);
    await drained();
    expect(await state()).toEqual(before);
    expect(await brokenInvariants(product)).toEqual([]);
  });

  it('brings a running import to the same end', async () => {
    const ready = await checked(club, rows(120, 900));
    expect(ready.state).toBe('ready');
    const running = committed(club, ready);
    for (let times = 0; times < 3; times++) await repeat(await delivered());
    const done = await running;
    await drained();
    expect(done).toMatchObject({ state: 'finished', counts: { rows: 780, failed: 0 } });
    const sold = done.counts.created + done.counts.reused;
    expect(await state()).toMatchObject({
      'memberships.memberships': 120 + sold,
      'billing.documents': 2 * (120 + sold),
      'imports.results': 120 + sold,
    });
    expect(await brokenInvariants(product)).toEqual([]);
  });
});
