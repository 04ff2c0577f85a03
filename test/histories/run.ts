import fc from 'fast-check';
import type { World } from '#testing/start-world';
import { billingInvariants, linesBySale } from '../../apps/billing/src/invariants.js';
import { membershipsInvariants, resaleSales } from '../../apps/memberships/src/invariants.js';
import { acts, beginnings } from './acts.js';
import { Field } from './field.js';
import { History } from './history.js';

const lanes = 4;
const historiesInAField = 25; // A catalogue of hundreds of offers is nobody's.

/** So many random histories, some at a time; then every law of both services, and the one between them. */
export async function historiesEqualTheModel(world: World, numRuns: number): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(world, Math.ceil(numRuns / lanes), lane % 2 === 1)));
  for (const [name, invariants] of [
    ['memberships', membershipsInvariants],
    ['billing', billingInvariants],
  ] as const) {
    for (const { title, sql } of invariants) expect([title, await world.database(name).query(sql)]).toEqual([title, []]);
  }
  const sold = await world.database('memberships').query<{ sale: string }>(resaleSales);
  const billed = await world.database('billing').query<{ sale_id: string; client_lines: number; corporate_lines: number }>(linesBySale);
  expect(billed.map((row) => [row.sale_id, row.client_lines, row.corporate_lines])).toEqual(
    sold
      .map(({ sale }) => sale)
      .sort()
      .map((sale) => [sale, 1, 1]),
  );
}

async function runLane(world: World, numRuns: number, taxed: boolean): Promise<void> {
  let field: Field | undefined;
  let lived = 0;
  const property = fc.asyncProperty(beginnings, acts, async (catalogue, history) => {
    if (!field || lived++ % historiesInAField === 0) field = await Field.in(world, taxed);
    await (await History.begin(field, catalogue)).live(history);
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
}
