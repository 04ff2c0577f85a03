import { Injectable } from '@nestjs/common';
import type { ActingOrganization } from '#contracts/caller';
import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { DebtorNeeded, PersonNotInAccount } from '../domain/credit.errors.js';
import type { AccountToOpen } from '../domain/plan.js';
import { billingAccountId } from '../domain/sale-invoices.js';
import { Clients } from './clients.js';
import { homeOf } from './sheets.sql.js';

/** Who is billed, and who of them it may be for. */
export interface Debtor {
  readonly account: AccountToOpen;
  readonly name: string;
  readonly address: string | null;
  readonly members: readonly { readonly personId: Uuid; readonly name: string }[];
}

/** Exactly one of these says who: a client's account, a club, or an account that has been opened. */
interface Named {
  readonly accountId?: Uuid;
  readonly debtorId?: Uuid;
  readonly billingAccountId?: Uuid;
}

/** Those whom staff bill: a client of theirs, or a club of their federation. Anybody else is missing. Ask before the transaction, which holds locks. */
@Injectable()
export class Debtors {
  constructor(
    private readonly database: Database,
    private readonly clients: Clients,
    private readonly organizations: OrganizationCopies,
  ) {}

  async of(organization: ActingOrganization, named: Named): Promise<Debtor> {
    const { accountId, debtorId } = await this.holderOf(organization, named);
    if (accountId !== null) return this.client(organization, accountId);
    if (debtorId !== null) return this.club(organization, debtorId);
    throw new DebtorNeeded();
  }

  private async holderOf(
    { id }: ActingOrganization,
    { accountId = null, debtorId = null, billingAccountId: account = null }: { [K in keyof Named]: Named[K] | null },
  ): Promise<{ accountId: Uuid | null; debtorId: Uuid | null }> {
    if ([accountId, debtorId, account].filter((one) => one !== null).length !== 1) throw new DebtorNeeded();
    if (account === null) return { accountId, debtorId };
    const text = `SELECT account_id AS "accountId", debtor_id AS "debtorId" FROM billing_accounts
      WHERE id = ${homeOf('$1::uuid')} AND issuer_id = $2`;
    const [found] = await this.database.transaction((em) =>
      query<{ accountId: Uuid | null; debtorId: Uuid | null }>(em, text, [account, id]),
    );
    if (!found) throw new Missing('billing.no-such-billing-account');
    return found;
  }

  private async client({ id, currency }: ActingOrganization, accountId: Uuid): Promise<Debtor> {
    const client = (await this.clients.of(id, [accountId])).get(accountId);
    if (!client) throw new Missing('billing.no-such-client');
    const { clientId, name, address, members } = client;
    const account = {
      id: billingAccountId(id, clientId),
      level: 'client',
      issuerId: id,
      debtorId: null,
      clientId,
      accountId,
      currency,
    } as const;
    return { account, name, address, members };
  }

  private async club({ id, currency }: ActingOrganization, debtorId: Uuid): Promise<Debtor> {
    const club = await this.database.transaction((em) => this.organizations.get(em, debtorId)).catch(asNoDebtor);
    if (club.federationId !== id || club.id === id) throw new Missing('billing.no-such-debtor');
    const account = { id: billingAccountId(id, debtorId), level: 'corporate', issuerId: id, debtorId, currency } as const;
    return { account: { ...account, clientId: null, accountId: null }, name: club.name, address: null, members: [] };
  }
}

/** Whom of the debtor something is for; without a person it is for the whole family. */
export function personOf({ members }: Debtor, personId: Uuid | null | undefined): { personId: Uuid | null; personName: string | null } {
  if (!personId) return { personId: null, personName: null };
  const member = members.find((one) => one.personId === personId);
  if (!member) throw new PersonNotInAccount({ personId });
  return { personId, personName: member.name };
}

/** An organization that is none answers as one of another network. */
function asNoDebtor(error: unknown): never {
  throw error instanceof DomainError && error.kind === 'missing' ? new Missing('billing.no-such-debtor') : error;
}
