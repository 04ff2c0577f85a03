import type { Caller } from '#contracts/caller';
import { EnrolMembers } from '#contracts/memberships/enrol-members.command';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';
import { assessed, flowOf, reserve, someSale } from './network.js';

/** Memberships of one listing for these people, sold by an import of the club; in the order of the people. */
export async function sold(world: World, as: Caller, membership: string, people: readonly Uuid[], birthDate?: string): Promise<Uuid[]> {
  const importId = newId();
  const rows = people.map((personId, i) => someSale({ row: i + 2, personId, membership, ...(birthDate && { birthDate }) }));
  const asked = await assessed(world, as, rows);
  const { refused } = await reserve(world, as, importId, asked);
  if (refused.length > 0) throw new Error(`row ${refused[0].row}: ${refused[0].problem}`);
  const batch = {
    importId,
    batch: 1,
    organizationId: as.organization!.id,
    federationId: as.federationId!,
    debtors: [{ name: 'Camille Roy', address: '1 rue A\nQuébec' }],
    members: asked.sales.map(({ row, personId }) => ({
      row,
      personId,
      personName: `Person ${row}`,
      clientId: derivedId('client', personId),
      accountId: derivedId('account', personId),
      debtor: 0,
    })),
  };
  await world.send(EnrolMembers, batch, flowOf(as));
  const ids = asked.sales.map(({ row }) => derivedId('membership', importId, row));
  await eventually(async () => {
    const there = await world.database('memberships').query('SELECT FROM memberships WHERE id = ANY ($1::uuid[])', [ids]);
    return there.length === ids.length;
  });
  return ids;
}
