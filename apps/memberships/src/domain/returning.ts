import type { Uuid } from '#kernel/ids';

/*
 * When a merge is undone (ID-24): what it moved goes back, what came after stays with the survivor, unless somebody says otherwise. A
 * membership that took another's place goes where that one goes (REP-10), whoever says what: both are of one holder.
 */

/** A membership that came after a merge. */
export interface LaterMembership {
  readonly id: Uuid;
  readonly replacedId: Uuid | null; // Whose place it took.
}

/** Those of the later ones that go back with what was moved. */
export function returning(
  later: readonly LaterMembership[],
  { moved, chosen }: { moved: ReadonlySet<Uuid>; chosen: ReadonlySet<Uuid> },
): Set<Uuid> {
  const going = new Set(later.filter(({ id, replacedId }) => replacedId === null && chosen.has(id)).map(({ id }) => id));
  for (let before = -1; before < going.size;) {
    before = going.size;
    for (const { id, replacedId } of later) if (replacedId !== null && (moved.has(replacedId) || going.has(replacedId))) going.add(id);
  }
  return going;
}
