import { foldName } from '#kernel/names';
import type { OwnerNamed, PersonRow } from './file-row.js';

/** Children of one file who name the same owner: siblings, in the order of the file. */
export interface OwnerGroup {
  readonly key: number; // Its place in the list of groups.
  readonly owner: OwnerNamed; // As the first of them writes it.
  readonly first: PersonRow;
  email: string | null; // Lower case; of the first one that gives it.
  readonly addresses: Set<string>; // Folded
}

const keyOf = (name: string, place: string): string => `${name}\u001f${place}`;
const addressOf = ({ address }: PersonRow): string => foldName(address);

/**
 * IMP-12: the same owner name and e-mail, or, where one of the two has none, the same address. Found by index, so that a file in
 * which everybody names one owner is judged no slower.
 */
export class OwnerGroups {
  readonly groups: OwnerGroup[] = [];
  private readonly byEmail = new Map<string, OwnerGroup>();
  private readonly byAddress = new Map<string, OwnerGroup>();
  private readonly byAddressOnly = new Map<string, OwnerGroup>(); // Those without e-mail, so far.

  /** The group a child belongs to; a new one when no earlier row names this owner. */
  of(child: PersonRow, owner: OwnerNamed): OwnerGroup {
    const email = owner.email?.toLowerCase() ?? null;
    const address = addressOf(child);
    const group = this.find(owner.name, email, address) ?? this.open(child, owner);
    group.email ??= email;
    group.addresses.add(address);
    if (group.email !== null) setOnce(this.byEmail, keyOf(owner.name, group.email), group);
    else setOnce(this.byAddressOnly, keyOf(owner.name, address), group);
    setOnce(this.byAddress, keyOf(owner.name, address), group);
    return group;
  }

  private find(name: string, email: string | null, address: string): OwnerGroup | undefined {
    if (email === null) return this.byAddress.get(keyOf(name, address));
    const withoutEmail = this.byAddressOnly.get(keyOf(name, address));
    return this.byEmail.get(keyOf(name, email)) ?? (withoutEmail?.email === null ? withoutEmail : undefined);
  }

  private open(child: PersonRow, owner: OwnerNamed): OwnerGroup {
    const group: OwnerGroup = { key: this.groups.length, owner, first: child, email: null, addresses: new Set() };
    this.groups.push(group);
    return group;
  }
}

/** Rows of a file as the owners others name: by name and their own e-mail, or, where one of the two has none, address. */
export class OwnersInFile {
  private readonly byEmail = new Map<string, PersonRow>();
  private readonly byAddress = new Map<string, PersonRow>();
  private readonly byAddressOnly = new Map<string, PersonRow>();

  constructor(people: Iterable<PersonRow>) {
    for (const person of people) {
      const address = keyOf(person.name, addressOf(person));
      setOnce(this.byAddress, address, person);
      if (person.email === null) setOnce(this.byAddressOnly, address, person);
      else setOnce(this.byEmail, keyOf(person.name, person.email), person);
    }
  }

  /** The first row that is whom a group names. */
  find({ owner: { name }, email, addresses }: OwnerGroup): PersonRow | undefined {
    const found = email === null ? undefined : this.byEmail.get(keyOf(name, email));
    if (found) return found;
    const places = email === null ? this.byAddress : this.byAddressOnly;
    for (const address of addresses) {
      const person = places.get(keyOf(name, address));
      if (person) return person;
    }
    return undefined;
  }
}

function setOnce<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}
