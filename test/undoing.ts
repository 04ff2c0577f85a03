import type { Money } from '#kernel/money';
import type { ImportState, Paged } from '../scripts/api.js';
import type { SomeOrganization } from './product.js';

export interface UndoExtent {
  rows: { undone: number; kept: number };
  memberships: number;
  people: { withdrawn: number; kept: number };
  accounts: { withdrawn: number; kept: number };
  kept: Paged<{ row: number; kind: string; name: string; reasons: string[] }>;
}

export interface SomeAccount {
  id: string;
  level: 'client' | 'corporate';
  name: string;
  debtorId: string | null;
  balance: Money;
}

/** Undoes an import and waits for the end. */
export async function undone(club: SomeOrganization, id: string, key?: string): Promise<ImportState> {
  await club.api.post(`/v1/imports/${id}/undo`, undefined, key);
  return club.api.settled(id, undefined, 20);
}

export const accountsOf = async (organization: SomeOrganization): Promise<SomeAccount[]> =>
  (await organization.api.get<Paged<SomeAccount>>('/v1/billing-accounts?limit=200')).data;

/** What each client owes the club, by name, and the club its federation. */
export const balances = async (club: SomeOrganization): Promise<Record<string, number>> => {
  const named = (await accountsOf(club)).map(
    ({ id, level, name, balance }) => [level === 'client' ? name : 'corporate', balance.amountMinor, id] as const,
  );
  const names = named.map(([name]) => name);
  return Object.fromEntries(
    named.map(([name, amount, id]) => [names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${id}`, amount]),
  );
};

/** Money of a client, which settles the oldest items. */
export async function payClient(club: SomeOrganization, name: string, amountMinor: number): Promise<void> {
  const account = (await accountsOf(club)).find((each) => each.name === name);
  await club.api.post('/v1/payments', { billingAccountId: account?.id, amount: { amountMinor, currency: 'CAD' }, method: 'cash' });
}

/** Money of a club for its federation. */
export async function payFederation(federation: SomeOrganization, club: SomeOrganization, amountMinor: number): Promise<void> {
  const account = (await accountsOf(federation)).find(({ debtorId }) => debtorId === club.id);
  await federation.api.post('/v1/payments', {
    billingAccountId: account?.id,
    amount: { amountMinor, currency: 'CAD' },
    method: 'transfer',
  });
}
