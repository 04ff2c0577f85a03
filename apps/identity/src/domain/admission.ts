import type { Uuid } from '#kernel/ids';
import type { PersonToAdmit } from '#contracts/identity/admit-people.command';
import type { Debtor, MemberToEnrol } from '#contracts/memberships/enrol-members.command';
import { AccountsOfBatch } from './admission-accounts.js';
import { PeopleOfBatch } from './admission-people.js';
import type { AdmissionFacts, AdmissionPlan, PrivateFields } from './admission-plan.js';

/*
 * What a batch of an import makes of people, accounts and clients (IMP-7, IMP-8, IMP-12). Existing people, accounts and
 * profiles are never overwritten; what the file says about somebody stays with the importing club. Decides only: what the
 * database holds comes in as facts, what it shall hold goes out as a plan.
 */
export function planAdmission(rows: readonly PersonToAdmit[], facts: AdmissionFacts): AdmissionPlan {
  const people = new PeopleOfBatch(rows, facts);
  const accounts = new AccountsOfBatch(rows, people, facts);
  return {
    people: people.made,
    accounts: accounts.made,
    clients: accounts.newClients,
    members: accounts.members,
    profiles: profilesOf(rows, people, accounts),
    reusedMeanwhile: people.reusedMeanwhile,
    ...enrolmentOf(rows, people, accounts),
  };
}

/** One profile a person: the row's own fields; an owner without a row gets the e-mail and address the rows give for the household. */
function profilesOf(rows: readonly PersonToAdmit[], people: PeopleOfBatch, accounts: AccountsOfBatch): AdmissionPlan['profiles'] {
  const profiles = new Map<Uuid, PrivateFields>();
  for (const row of rows) {
    const personId = people.of(row);
    const ownEmail = row.owner?.personId === row.personId ? row.owner.email : null;
    if (!profiles.has(personId))
      profiles.set(personId, { ...fieldsOf(row), gender: row.gender, phone: row.phone, email: row.email ?? ownEmail });
  }
  for (const row of rows) {
    const account = accounts.of(row);
    if (account.ownerId === null || profiles.has(account.ownerId)) continue;
    const { owner } = row;
    const described = account.isNew && owner !== null;
    profiles.set(account.ownerId, described ? { ...fieldsOf(row), gender: owner.gender, phone: null, email: owner.email } : noFields);
  }
  return [...profiles].map(([personId, fields]) => ({ personId, ...fields }));
}

/** Siblings share a debtor: the account's owner at the address of the first of them. */
function enrolmentOf(
  rows: readonly PersonToAdmit[],
  people: PeopleOfBatch,
  accounts: AccountsOfBatch,
): { debtors: Debtor[]; enrolled: MemberToEnrol[] } {
  const debtors: Debtor[] = [];
  const debtorOf = new Map<Uuid, number>();
  const enrolled = rows.map((row) => {
    const account = accounts.of(row);
    let debtor = debtorOf.get(account.id);
    if (debtor === undefined) {
      debtor = debtors.push({ name: account.ownerName, address: addressLines(row) }) - 1;
      debtorOf.set(account.id, debtor);
    }
    const personId = people.of(row);
    return { row: row.row, personId, personName: people.nameOf(personId), clientId: account.clientId, accountId: account.id, debtor };
  });
  return { debtors, enrolled };
}

const fieldsOf = ({ address, city, province, postalCode, country }: PersonToAdmit) => ({ address, city, province, postalCode, country });

const noFields: PrivateFields = {
  address: null,
  city: null,
  province: null,
  postalCode: null,
  country: null,
  phone: null,
  email: null,
  gender: null,
};

const addressLines = ({ address, city, province, postalCode, country }: PersonToAdmit): string =>
  [address, [city, province, postalCode].filter(Boolean).join(' '), country].filter(Boolean).join('\n');
