import { derivedId, type Uuid } from '#kernel/ids';
import type { PersonToAdmit } from '#contracts/identity/admit-people.command';
import type { PeopleOfBatch } from './admission-people.js';
import type { AccountToMake, AdmissionFacts, ClientToMake } from './admission-plan.js';
import { AdmissionBroken } from './identity.errors.js';
import { placeholderFor } from '#kernel/placeholder';

export interface AccountOfRow {
  readonly id: Uuid;
  readonly clientId: Uuid;
  readonly ownerId: Uuid | null;
  readonly ownerName: string;
  readonly isNew: boolean;
}

/** The client an organization has of an account: the same for every repeat. */
export const clientIdOf = (organizationId: Uuid, accountId: Uuid): Uuid => derivedId('client', organizationId, accountId);

/** Where each row of a batch is a member: an account that exists, or one it makes for a household (IMP-7, IMP-12). */
export class AccountsOfBatch {
  readonly made: AccountToMake[] = [];
  readonly newClients: ClientToMake[] = [];
  readonly members: { accountId: Uuid; personId: Uuid }[] = [];
  private readonly accounts = new Map<Uuid, AccountOfRow>();
  private readonly instead = new Map<Uuid, Uuid>();

  constructor(
    rows: readonly PersonToAdmit[],
    private readonly people: PeopleOfBatch,
    private readonly facts: AdmissionFacts,
  ) {
    // A household whose owner appeared meanwhile joins the account that owner has by now.
    for (const row of rows) {
      const other = people.accountInstead(row);
      if (other !== undefined && row.owner?.personId === row.personId) this.instead.set(row.accountId, other);
    }
    for (const [id, household] of Map.groupBy(rows, (row) => this.idOf(row))) this.open(id, household);
  }

  of(row: PersonToAdmit): AccountOfRow {
    return this.accounts.get(this.idOf(row))!;
  }

  private idOf(row: PersonToAdmit): Uuid {
    return this.people.accountInstead(row) ?? this.instead.get(row.accountId) ?? row.accountId;
  }

  private open(id: Uuid, household: readonly PersonToAdmit[]): void {
    const account = this.existing(id) ?? this.make(id, household);
    this.accounts.set(id, account);
    const members = new Set(household.map((row) => this.people.of(row)));
    if (account.isNew && account.ownerId !== null) members.add(account.ownerId);
    for (const personId of members) this.members.push({ accountId: id, personId });
  }

  private existing(id: Uuid): AccountOfRow | undefined {
    const known = this.facts.accounts.get(id);
    if (!known) return undefined;
    const clientId = known.clientId ?? this.newClient(id, known.ownerKey);
    return { id, clientId, ownerId: known.ownerId, ownerName: known.ownerName, isNew: false };
  }

  private make(id: Uuid, household: readonly PersonToAdmit[]): AccountOfRow {
    const gone = household.find((row) => row.accountExists);
    if (gone) throw new AdmissionBroken({ row: gone.row, missing: 'account' });

    const owner = household.find((row) => row.owner !== null)?.owner ?? null;
    const ownerId = owner && this.people.owner(owner);
    const ownerLabel = ownerId ? null : placeholderFor(this.people.nameOf(this.people.of(household[0])), this.facts.language);
    this.made.push({ id, ownerId, ownerLabel });
    const ownerKey = ownerId && this.people.keyOf(ownerId);
    return { id, clientId: this.newClient(id, ownerKey), ownerId, ownerName: ownerLabel ?? this.people.nameOf(ownerId!), isNew: true };
  }

  private newClient(accountId: Uuid, ownerKey: string | null): Uuid {
    const id = clientIdOf(this.facts.organizationId, accountId);
    this.newClients.push({ id, accountId, ownerKey });
    return id;
  }
}
