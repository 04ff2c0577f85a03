import type { EntityManager } from '@mikro-orm/postgresql';

/* What waits for the commit of a transaction, by the transaction itself: forks of an EntityManager inside it share it. */
const waiting = new WeakMap<object, Set<() => void>>();

/**
 * Runs `work` once the EntityManager's transaction has committed, and never when it has not. The same function registered
 * twice runs once. A crash in between loses it, so it may only hasten what happens anyway.
 */
export function afterCommit(em: EntityManager, work: () => void): void {
  const transaction = em.getTransactionContext<object>();
  if (!transaction) throw new Error('this needs a transaction: use Database.transaction');
  const works = waiting.get(transaction);
  if (works) works.add(work);
  else waiting.set(transaction, new Set([work]));
}

/** Called by the Database when a transaction has committed. */
export function runAfterCommit(transaction: object | undefined): void {
  if (transaction) for (const work of waiting.get(transaction) ?? []) work();
}
