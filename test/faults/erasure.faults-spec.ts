import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '#local/state-directory';
import { eventually } from '#testing/eventually';
import { Api, type Paged } from '../../scripts/api.js';
import { judgeInvariants } from '../../scripts/stack/judge-invariants.js';
import { startStack, type Stack } from '../../scripts/stack/stack.js';
import { imported, someClub, someFederation, someOffer, type SomeOrganization } from '../product.js';
import { pointsOfAnErasure } from './crash-points.js';

/** A person being erased while the process that erases dies: it goes on to the end by itself, and nothing is half done. */
describe('an erasure that is stopped at a named point', () => {
  let stack: Stack;
  let club: SomeOrganization;
  const file = join(stateDirectory('crash-points-erasure'), 'crash-point');

  beforeAll(async () => {
    stack = await startStack({ dataDir: stateDirectory('crash-points-erasure'), fresh: true, env: { CRASH_POINT_FILE: file } });
    const reachable = { http: stack.url, operator: Api.withKey(stack.url, stack.operatorApiKey) };
    const federation = await someFederation(reachable);
    club = await someClub(reachable, federation, await someOffer(federation));
  }, 180_000);
  afterAll(() => stack?.stop(), 60_000);

  it.each(pointsOfAnErasure)(
    'goes on by itself after %s',
    async (point) => {
      const { id: importId } = await imported(club, [
        { 'First name': 'Ida', 'Last name': `Gone ${point.length}`, Email: `${point}@mail.test` },
      ]);
      const [{ id }] = (await club.api.get<Paged<{ id: string }>>(`/v1/people?importId=${importId}`)).data;
      const [{ id: membershipId }] = (await club.api.get<Paged<{ id: string }>>(`/v1/memberships?personId=${id}`)).data;
      const cancellations = [{ membershipId, credit: { kind: 'all' } }];
      const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', { cancellations });
      await club.api.post('/v1/cancellations', { cancellations, previewHash: billing.previewHash });
      const { previewHash } = await club.api.post<{ previewHash: string }>(`/v1/people/${id}/erasures/preview`);

      writeFileSync(file, point);
      const { id: erasureId } = await club.api.post<{ id: string }>(`/v1/people/${id}/erasures`, { previewHash });
      await eventually(() => !existsSync(file), { withinMs: 60_000 });
      const state = () =>
        club.api.get<{ state: string }>(`/v1/person-erasures/${erasureId}`).then(
          (erasure) => erasure.state === 'erased',
          () => false, // Nobody answers while it is started again.
        );
      await eventually(state, { withinMs: 120_000 });
      expect(await club.api.get(`/v1/people/${id}`)).toMatchObject({ firstName: '', birthDate: null });
      const verdicts = await judgeInvariants((name) => stack.databaseUrl(name));
      expect(verdicts.filter(({ count }) => count > 0)).toEqual([]);
    },
    240_000,
  );
});
