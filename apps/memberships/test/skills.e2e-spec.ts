import type { Caller } from '#contracts/caller';
import {
  AssignSkill,
  ChangeSkill,
  CreateSkill,
  GetMemberSkill,
  GetSkill,
  ListMemberSkills,
  ListSkillChanges,
  ListSkills,
  ReassignSkill,
  RemoveSkill,
  type SkillRecord,
} from '#contracts/memberships/skills';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeIdentity } from './fake-identity.js';
import { noon, someNetwork, today, type Network } from './network.js';

let world: World;
let network: Network;
const identity = new FakeIdentity();
const clock = new MovedClock(new Date(noon));
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo(noon);
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const level = (key: string) => ({ key, en: key.toUpperCase(), fr: null, nl: null });
const levels = ['bronze', 'silver', 'gold'].map(level);
const define = (changes: Partial<Fields<CreateSkill>> = {}, as: Caller = network.ana): Promise<SkillRecord> =>
  world.ask(message(CreateSkill, { skillId: newId(), names: { en: 'Crossovers', fr: 'Croisés' }, levels, ...changes }), as);
const change = ({ id, version }: SkillRecord, changes: Partial<Fields<ChangeSkill>>, as: Caller = network.ana) =>
  world.ask(message(ChangeSkill, { skillId: id, version, ...changes }), as);
const assign = (skillId: Uuid, changes: Partial<Fields<AssignSkill>> = {}, as: Caller = network.ana) =>
  world.ask(message(AssignSkill, { memberSkillId: newId(), personId: newId(), skillId, ...changes }), as);
const reassign = ({ id, version }: { id: Uuid; version: number }, changes: Partial<Fields<ReassignSkill>>, as: Caller = network.ana) =>
  world.ask(message(ReassignSkill, { memberSkillId: id, version, ...changes }), as);
const remove = (memberSkillId: Uuid, as: Caller = network.ana) => world.ask(message(RemoveSkill, { memberSkillId }), as);
const get = (memberSkillId: Uuid, as: Caller = network.ana) => world.ask(message(GetMemberSkill, { memberSkillId }), as);
const had = async (changes: Partial<Fields<ListMemberSkills>> = {}, as: Caller = network.ana) =>
  (await world.ask(message(ListMemberSkills, { limit: 100, ...changes }), as)).data;
const historyOf = async (memberSkillId: Uuid) =>
  (await world.ask(message(ListSkillChanges, { memberSkillId, limit: 100 }), network.ana)).data;
const defined = async (changes: Partial<Fields<ListSkills>> = {}, as: Caller = network.ana) =>
  (await world.ask(message(ListSkills, { limit: 100, ...changes }), as)).data;
const told = (subject: string, organizationId: Uuid) =>
  world
    .database('memberships')
    .query<{ payload: object }>(
      `SELECT payload::jsonb AS payload FROM outbox WHERE subject = $1 AND payload::jsonb ->> 'organizationId' = $2 ORDER BY created_at, id`,
      [subject, organizationId],
    );

describe('a skill of an organization', () => {
  it('ID-26: is defined once by an id, listed in the order of definition, and told', async () => {
    const skillId = newId();
    const skill = await define({ skillId });
    expect(await define({ skillId })).toEqual(skill);
    expect(skill).toEqual({
      id: skillId,
      names: { en: 'Crossovers', fr: 'Croisés' },
      levels: ['bronze', 'silver', 'gold'].map((key) => ({ key, names: { en: key.toUpperCase() } })),
      archived: false,
      version: 1,
    });
    const other = await define({ names: { en: 'Spins' }, levels: [] });
    expect((await defined()).map(({ id }) => id)).toEqual([skillId, other.id]);
    const { next } = await world.ask(message(ListSkills, { limit: 1 }), network.ana);
    expect((await defined({ limit: 1, after: next! })).map(({ id }) => id)).toEqual([other.id]);
    expect(await told('memberships.event.skill-defined.v1', network.clubs[0].id)).toHaveLength(2);
    await expect(define({ names: { en: ' ' } })).rejects.toMatchObject({ code: 'memberships.bad-skill' });
  });

  it('ID-26: is renamed and archived, never deleted; an editor who saw an older version is told', async () => {
    const skill = await define();
    const renamed = await change(skill, { names: { en: 'Forward crossovers' }, archived: true });
    expect(renamed).toMatchObject({ names: { en: 'Forward crossovers' }, levels: skill.levels, archived: true, version: 2 });
    await expect(change(skill, { archived: false })).rejects.toMatchObject({ code: 'memberships.stale-skill', facts: { version: 2 } });
    expect([await defined({ archived: true }), await defined({ archived: false })]).toEqual([[renamed], []]);
    await expect(assign(skill.id)).rejects.toMatchObject({ code: 'memberships.skill-archived' });
  });

  it('ID-26: keeps every level that a member has', async () => {
    const skill = await define();
    const { id } = await assign(skill.id, { level: 'gold' });
    await expect(change(skill, { levels: levels.slice(0, 2) })).rejects.toMatchObject({
      code: 'memberships.level-in-use',
      facts: { levels: ['gold'] },
    });
    await remove(id);
    expect((await change(skill, { levels: levels.slice(0, 2) })).levels).toHaveLength(2);
    expect(await get(id)).toMatchObject({ level: { key: 'gold', names: {} } });
  });
});

describe('a skill of a member', () => {
  it('ID-26: is assigned once, at the lowest level unless one is named, to a member of the organization’s own', async () => {
    const [{ id: skillId }, personId, memberSkillId] = [await define(), newId(), newId()];
    const given = await assign(skillId, { personId, memberSkillId });
    expect(given).toMatchObject({
      id: memberSkillId,
      personId,
      skillId,
      level: { key: 'bronze' },
      since: today,
      removedOn: null,
      version: 1,
    });
    expect(await assign(skillId, { personId, memberSkillId })).toEqual(given);
    await expect(assign(skillId, { personId })).rejects.toMatchObject({ code: 'memberships.skill-held', kind: 'conflict' });
    await expect(assign(skillId, { level: 'platinum' })).rejects.toMatchObject({ code: 'memberships.no-such-level' });
    await expect(assign(skillId, { on: '2026-11-23' })).rejects.toMatchObject({ code: 'memberships.bad-skill-day' });
    const stranger = newId();
    identity.forget(stranger);
    await expect(assign(skillId, { personId: stranger })).rejects.toMatchObject({ code: 'memberships.no-such-member', kind: 'missing' });
    await expect(had({ memberId: stranger })).rejects.toMatchObject({ code: 'memberships.no-such-member' });
  });

  it('ID-26: is reassigned to a level and to another skill, with the day and who did it in its history', async () => {
    const [crossovers, spins] = [await define(), await define({ names: { en: 'Spins' }, levels: [] })];
    const given = await assign(crossovers.id, { on: '2026-09-01' });
    const risen = await reassign(given, { level: 'silver', on: '2026-10-01' });
    expect(risen).toMatchObject({ level: { key: 'silver', names: { en: 'SILVER' } }, since: '2026-10-01', version: 2 });
    await expect(reassign(given, { level: 'gold' })).rejects.toMatchObject({ code: 'memberships.stale-member-skill' });
    await expect(reassign(risen, { level: 'gold', on: '2026-09-30' })).rejects.toMatchObject({ code: 'memberships.bad-skill-day' });
    const moved = await reassign(risen, { skillId: spins.id });
    expect(moved).toMatchObject({ skillId: spins.id, names: { en: 'Spins' }, level: null, since: today, version: 3 });
    const removed = await remove(given.id);
    expect(removed).toMatchObject({ removedOn: today, version: 4 });
    expect(await remove(given.id)).toEqual(removed);
    await expect(reassign(removed, { skillId: crossovers.id })).rejects.toMatchObject({ code: 'memberships.skill-removed' });

    const history = await historyOf(given.id);
    expect(history.map(({ change: kind, skillId, level: key, on }) => [kind, skillId, key, on])).toEqual([
      ['removed', spins.id, null, today],
      ['reassigned', spins.id, null, today],
      ['reassigned', crossovers.id, 'silver', '2026-10-01'],
      ['assigned', crossovers.id, 'bronze', '2026-09-01'],
    ]);
    expect(new Set(history.map(({ by, at }) => `${by} ${at}`))).toEqual(new Set([`${network.ana.name} ${new Date(noon).toISOString()}`]));
    const events = await told('memberships.event.member-skill-changed.v1', network.clubs[0].id);
    expect(events.map(({ payload }) => payload)).toMatchObject(
      history.map(({ change: kind, level: key, on }, i) => ({ change: kind, level: key, on, version: history.length - i })).reverse(),
    );
    const log = await world
      .database('memberships')
      .query<{ action: string }>(`SELECT action FROM audit_log WHERE organization_id = $1 AND subject = $2 ORDER BY seq`, [
        network.clubs[0].id,
        given.personId,
      ]);
    expect(log.map(({ action }) => action.replace('memberships.skill-', ''))).toEqual(history.map(({ change: kind }) => kind).reverse());
  });

  it('ID-26: is not reassigned to one that the member has; once removed it may be assigned anew', async () => {
    const [{ id: a }, { id: b }, personId] = [await define(), await define(), newId()];
    const [first, second] = [await assign(a, { personId }), await assign(b, { personId })];
    await expect(reassign(first, { skillId: b })).rejects.toMatchObject({ code: 'memberships.skill-held' });
    await remove(second.id);
    expect(await reassign(first, { skillId: b })).toMatchObject({ skillId: b });
    expect(await assign(a, { personId })).toMatchObject({ skillId: a });
  });

  it('ID-26: given twice at the same instant is given once', async () => {
    const [{ id }, personId] = [await define(), newId()];
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => assign(id, { personId })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'memberships.skill-held' });
  });

  it('ID-26: is found by person, by skill, by level, and among those removed', async () => {
    const [{ id: a }, { id: b }, lea, tom] = [await define(), await define(), newId(), newId()];
    const [leaA, leaB, tomA] = [
      await assign(a, { personId: lea }),
      await assign(b, { personId: lea, level: 'gold' }),
      await assign(a, { personId: tom }),
    ];
    await remove(tomA.id);
    const ids = async (changes: Partial<Fields<ListMemberSkills>>) => (await had(changes)).map(({ id }) => id);
    expect(await ids({})).toEqual([leaA.id, leaB.id]);
    expect(await ids({ personId: lea, skillId: b })).toEqual([leaB.id]);
    expect([await ids({ memberId: lea }), await ids({ level: 'gold' }), await ids({ removed: true })]).toEqual([
      [leaA.id, leaB.id],
      [leaB.id],
      [tomA.id],
    ]);
    const { next } = await world.ask(message(ListMemberSkills, { limit: 1 }), network.ana);
    expect(await ids({ limit: 1, after: next! })).toEqual([leaB.id]);
  });

  it('ID-3: is seen by the organization that gave it, and neither by its federation nor by another club', async () => {
    const skill = await define();
    const given = await assign(skill.id);
    for (const other of [network.ben, network.director]) {
      expect([await defined({}, other), await had({}, other), await had({ personId: given.personId }, other)]).toEqual([[], [], []]);
      for (const refused of [
        world.ask(message(GetSkill, { skillId: skill.id }), other),
        change(skill, { archived: true }, other),
        assign(skill.id, {}, other),
        get(given.id, other),
        reassign(given, { level: 'gold' }, other),
        remove(given.id, other),
        world.ask(message(ListSkillChanges, { memberSkillId: given.id, limit: 1 }), other),
      ])
        await expect(refused).rejects.toMatchObject({ kind: 'missing' });
    }
    const own = await define({}, network.ben);
    await expect(reassign(given, { skillId: own.id })).rejects.toMatchObject({ code: 'memberships.no-such-skill' });
  });
});
