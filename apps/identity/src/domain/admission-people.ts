import type { Uuid } from '#kernel/ids';
import type { NewOwner, PersonToAdmit } from '#contracts/identity/admit-people.command';
import type { AdmissionFacts, ExactPerson, KnownPerson, PersonToMake } from './admission-plan.js';
import { comparable, fullNameKey } from './comparable.js';
import { AdmissionBroken } from './identity.errors.js';
import { exactKeyOf, mixesScripts } from './match.js';

/** Who the rows of a batch turn out to be: somebody known, somebody who appeared meanwhile, or somebody new. */
export class PeopleOfBatch {
  readonly made: PersonToMake[] = [];
  readonly reusedMeanwhile: { row: number; personId: Uuid }[] = [];
  private readonly actual = new Map<Uuid, Uuid>(); // By the id that was planned.
  private readonly madeByKey = new Map<string, PersonToAdmit>();
  private readonly names = new Map<Uuid, KnownPerson>();
  private readonly accountOfReused = new Map<number, Uuid>(); // By row.

  constructor(
    rows: readonly PersonToAdmit[],
    private readonly facts: AdmissionFacts,
  ) {
    for (const row of rows) if (!row.reuse) this.admit(row);
    for (const row of rows) if (row.reuse) this.reuse(row); // Afterwards: it may be somebody another row makes.
  }

  of(row: PersonToAdmit): Uuid {
    return this.actual.get(row.personId) ?? row.personId;
  }

  /** The account of somebody who appeared meanwhile: it takes the place of the one the file planned. */
  accountInstead(row: PersonToAdmit): Uuid | undefined {
    return this.accountOfReused.get(row.row);
  }

  /** The owner of a new account: a row's person, somebody known, or somebody made now. */
  owner(owner: NewOwner): Uuid {
    const known = this.actual.get(owner.personId) ?? (this.facts.people.has(owner.personId) ? owner.personId : undefined);
    if (known) return known;
    const { personId: id, firstName, lastName } = owner;
    this.make({ ...comparable(owner), id, firstName, lastName, row: null });
    this.actual.set(owner.personId, owner.personId);
    return owner.personId;
  }

  /** As stored: a row that reuses somebody does not rename them. */
  nameOf(personId: Uuid): string {
    const person = this.get(personId);
    return person ? `${person.firstName} ${person.lastName}` : '';
  }

  keyOf(personId: Uuid): string | null {
    const person = this.get(personId);
    return person ? fullNameKey(person) : null;
  }

  private get(personId: Uuid): KnownPerson | undefined {
    return this.facts.people.get(personId) ?? this.names.get(personId);
  }

  private admit(row: PersonToAdmit): void {
    const decided = this.actual.get(row.personId); // One person with two memberships has two rows.
    if (decided === undefined) this.actual.set(row.personId, this.decide(row));
    else if (decided !== row.personId) this.report(row, decided, undefined);
  }

  private decide(row: PersonToAdmit): Uuid {
    if (this.facts.people.has(row.personId)) return row.personId; // Made by an earlier try of this import.
    const who = comparable(row);
    const key = exactKeyOf(who);
    const exact = this.exactFor(key, row.distinct || mixesScripts(who));
    if (exact) return this.report(row, exact.personId, exact.accountId ?? undefined);
    const twin = key === undefined ? undefined : this.madeByKey.get(key);
    if (twin) return this.report(row, twin.personId, twin.accountId);

    if (key !== undefined) this.madeByKey.set(key, row);
    const { personId: id, firstName, lastName } = row;
    return this.make({ ...who, id, firstName, lastName, row: row.row });
  }

  /** One import makes nobody twice, even where its operator said that a row is not the person known before. */
  private exactFor(key: string | undefined, onlyOfThisImport: boolean): ExactPerson | undefined {
    const found = key === undefined ? undefined : this.facts.exact.get(key);
    return found?.find(({ ofThisImport }) => ofThisImport || !onlyOfThisImport);
  }

  private reuse(row: PersonToAdmit): void {
    if (!this.facts.people.has(row.personId) && !this.actual.has(row.personId)) {
      throw new AdmissionBroken({ row: row.row, missing: 'person' });
    }
    this.actual.set(row.personId, this.of(row));
  }

  private report(row: PersonToAdmit, personId: Uuid, accountId: Uuid | undefined): Uuid {
    this.reusedMeanwhile.push({ row: row.row, personId });
    if (accountId !== undefined) this.accountOfReused.set(row.row, accountId);
    return personId;
  }

  private make({ id, firstName, lastName, firstKey, lastKey, gender, birthDate, row }: PersonToMake): Uuid {
    this.made.push({ id, firstName, lastName, firstKey, lastKey, gender, birthDate, row });
    this.names.set(id, { firstName, lastName, firstKey, lastKey });
    return id;
  }
}
