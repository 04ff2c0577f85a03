import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';

/*
 * MikroORM hides the connection of a transaction behind kysely, which offers neither typed results nor COPY nor prepared
 * statements. The pool announces its clients, and the backend's process id tells which of them a transaction runs on.
 * Can go when MikroORM or kysely hands out the client of a transaction.
 */
interface PoolClients {
  byProcess: Map<number, PoolClient>;
  /** Ended while somebody held them. */
  broken: Set<PoolClient>;
}

const clientsOf = new WeakMap<Pool, PoolClients>();
const clientOf = new WeakMap<object, PoolClient>();
const prepared = new WeakSet<object>();

/** Keeps track of the clients of a pool. For MikroORM's `driverOptions`. */
export function rememberClients(pool: Pool): void {
  const clients: PoolClients = { byProcess: new Map(), broken: new Set() };
  clientsOf.set(pool, clients);
  pool.on('connect', (client) => {
    clients.byProcess.set(processOf(client), client);
    client.once('end', () => clients.broken.add(client));
  });
  pool.on('remove', (client) => {
    if (clients.byProcess.get(processOf(client)) === client) clients.byProcess.delete(processOf(client));
    clients.broken.delete(client);
  });
}

/** The client the transaction of this EntityManager runs on: for COPY, and for what `query` cannot say. */
export function transactionClient(em: EntityManager): PoolClient | Promise<PoolClient> {
  return clientOf.get(transactionOf(em)) ?? findClient(em);
}

/** Binds the transaction of this EntityManager to the client with this backend process. */
export async function bindClient(em: EntityManager, processId: number): Promise<PoolClient> {
  const client = clientsOf.get(await poolOf(em))?.byProcess.get(processId);
  if (!client) throw new Error('the transaction runs on a connection that the pool never announced');
  clientOf.set(transactionOf(em), client);
  return client;
}

/** Every statement of this transaction is to be prepared under a name. */
export const prepareAll = (em: EntityManager): void => void prepared.add(transactionOf(em));

export const isPrepared = (em: EntityManager): boolean => prepared.has(transactionOf(em));

/**
 * Gives the pool back what it lent for transactions whose connection broke. Kysely releases a client only after a
 * commit or rollback that succeeded: without this, every restart of PostgreSQL would cost the pool some of its places for ever.
 */
export async function discardBrokenClients(em: EntityManager): Promise<void> {
  const clients = clientsOf.get(await poolOf(em));
  for (const client of clients?.broken ?? []) {
    clients?.broken.delete(client);
    const release = client.release.bind(client);
    client.release = () => undefined; // Its holder may still give it back, which the pool takes amiss the second time.
    try {
      release(true);
    } catch {
      // It was idle, and the pool knows.
    }
  }
}

/** For transactions and savepoints that were opened by MikroORM itself. */
async function findClient(em: EntityManager): Promise<PoolClient> {
  const [row] = await em.execute<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  return bindClient(em, row.pid);
}

function transactionOf(em: EntityManager): object {
  const transaction = em.getTransactionContext<object>();
  if (!transaction) throw new Error('this needs a transaction: use Database.transaction');
  return transaction;
}

const poolOf = (em: EntityManager): Promise<Pool> => em.getDriver().getConnection().getNativeClient();

const processOf = (client: PoolClient): number => (client as PoolClient & { processID: number }).processID;
