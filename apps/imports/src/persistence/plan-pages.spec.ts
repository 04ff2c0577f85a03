import { newId } from '#kernel/ids';
import { migrate } from '#platform/database/migrate';
import { runAs } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { someCaller, someClub } from '#testing/callers';
import { type StartedDatabase, startDatabase } from '#testing/start-database';
import { databaseUrl } from '#testing/test-databases';
import { type PlanRow, unplanned } from '../domain/plan.js';
import { imports } from '../imports.service.js';
import { plansFrom, plansOf, savePlans } from './plan-pages.js';

const rowNumbers = (plans: readonly PlanRow[]): number[] => plans.map(({ row }) => row);

describe('plans in pages', () => {
  const club = someClub();
  const judgement = { importId: newId(), organizationId: club.id, assessment: 2 };
  let started: StartedDatabase;

  const within = <T>(work: Parameters<StartedDatabase['database']['transaction']>[0]): Promise<T> =>
    runAs(someCaller({ organization: club }), () => started.database.transaction(work)) as Promise<T>;

  const importRow = () =>
    started.all.query(
      `INSERT INTO imports (id, organization_id, federation_id, kind, file_name, upload_id, sha256, size, state, created_by, created_by_name,
         created_at, counts) VALUES ($1, $2, $2, 'resale', 'x.csv', $1, '', 0, 'ready', '', '', now(), '{}')`,
      [judgement.importId, club.id],
    );

  afterEach(() => started.stop());

  it('come back as they were saved, from any row on and by number', async () => {
    started = await startDatabase(imports);
    await importRow();
    const known = { personId: newId(), accountId: newId(), owner: 'columns', ownerRow: 3, listing: 1, effectiveOn: '2026-11-22' } as const;
    const plans = Array.from({ length: 2_500 }, (_, i): PlanRow =>
      i % 2 ? unplanned(i + 2, 'exclude') : { ...unplanned(i + 2, 'invalid'), ...known, outcome: 'create', distinct: true },
    );
    await within((em) => savePlans(em, judgement, plans));

    expect(await within((em) => plansFrom(em, judgement, 2, 3_000))).toEqual(plans);
    expect(rowNumbers(await within((em) => plansFrom(em, judgement, 1_000, 3)))).toEqual([1_000, 1_001, 1_002]);
    const sold = rowNumbers(await within((em) => plansFrom(em, judgement, 999, 1_000, { soldOnly: true })));
    expect(sold).toEqual(Array.from({ length: 751 }, (_, i) => 1_000 + 2 * i));
    expect(rowNumbers(await within((em) => plansOf(em, judgement, [2_400, 2, 1_001, 9_000])))).toEqual([2, 1_001, 2_400]);
  });

  it('those of earlier versions, with a table row each, are taken over', async () => {
    const before: ServiceDefinition = { ...imports, migrations: imports.migrations?.slice(0, 2) };
    started = await startDatabase(before);
    await importRow();
    const person = newId();
    await started.all.query(
      `INSERT INTO plans SELECT $1, 2, n, $2, 'reuse', $3, n, false, NULL, n, 'row', n, 0, '2026-09-01', NULL FROM generate_series(2, 1501) n`,
      [judgement.importId, club.id, person],
    );
    await migrate('imports', imports.migrations!, databaseUrl(before, started.all.name, 'owner'));

    const plans = await within<PlanRow[]>((em) => plansFrom(em, judgement, 2, 2_000));
    expect(rowNumbers(plans)).toEqual(Array.from({ length: 1_500 }, (_, i) => i + 2));
    expect(plans[1_400]).toEqual({
      ...unplanned(1_402, 'invalid'), outcome: 'reuse', personId: person, owner: 'row', ownerRow: 1_402, listing: 0, effectiveOn: '2026-09-01',
    }); // prettier-ignore
    const [{ open }] = await started.all.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_class WHERE relname IN ('imports', 'plan_pages') AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toBe(0);
  });
});
