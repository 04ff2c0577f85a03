import type { OwnerNamed, PersonRow } from './file-row.js';

/** Children of one file who name the same owner: siblings, in the order of the file. */
export interface OwnerGroup {
  readonly key: number; // Its place in the list of groups.
  readonly owner: OwnerNamed; // As the first of them writes it.
  readonly first: PersonRow;
  email: string | null; // Lower case; of the first one that gives it.
  readonly addresses: Set<string>; // Folded
}

/** IMP-12: the same owner name and e-mail, or, where one of the two has none, the same address. */
export class OwnerGroups {
  readonly groups: OwnerGroup[] = [];
  private readonly byName = new Map<string, OwnerGroup[]>();

  /** The group a child belongs to; a new one when no earlier row names this owner. */
  of(child: PersonRow, owner: OwnerNamed): OwnerGroup {
    const email = owner.email?.toLowerCase() ?? null;
    const named = this.byName.get(owner.name) ?? [];
    const group = named.find((other) => sameOwner(other, email, child.address)) ?? this.open(child, owner, email, named);
    group.email ??= email;
    group.addresses.add(child.address);
    return group;
  }

  private open(child: PersonRow, owner: OwnerNamed, email: string | null, named: OwnerGroup[]): OwnerGroup {
    const group: OwnerGroup = { key: this.groups.length, owner, first: child, email, addresses: new Set() };
    this.groups.push(group);
    if (named.push(group) === 1) this.byName.set(owner.name, named);
    return group;
  }
}

/** Whether a row of the file, by its own e-mail and address, is who a group names; names are compared by the caller. */
export const isOwner = (group: OwnerGroup, person: PersonRow): boolean => sameOwner(group, person.email, person.address);

function sameOwner(group: OwnerGroup, email: string | null, address: string): boolean {
  return group.email !== null && email !== null ? group.email === email : group.addresses.has(address);
}
