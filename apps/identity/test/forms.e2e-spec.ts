import { GetPerson } from '#contracts/identity/accounts.query';
import { Activate } from '#contracts/identity/activation';
import { DescribeMembers } from '#contracts/identity/describe-members.query';
import {
  ChangeForm,
  CreateForm,
  GetAnswers,
  GetForm,
  GetOwnAnswers,
  ListForms,
  SaveAnswers,
  SaveOwnAnswers,
} from '#contracts/identity/forms';
import { AnswerInvitation, InviteOwner, ChangeConsent } from '#contracts/identity/invitations';
import { AddMember, ChangeProfile } from '#contracts/identity/managing';
import { CreateAccount } from '#contracts/identity/new-account';
import type { AnswerToSave, AnswersRecord, QuestionToAsk } from '#contracts/identity/forms';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo } from '#testing/inbox';
import { identityInvariants } from '../src/invariants.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const en = (text: string) => ({ en: text, fr: null, nl: null });
const ask = (key: string, changes: Partial<QuestionToAsk> = {}): QuestionToAsk => ({
  key,
  kind: 'text',
  required: false,
  ...en(`Your ${key}`),
  options: [],
  ...changes,
});

describe('forms of an organization', () => {
  let network: Network;
  let federationId: Uuid;
  let club: Club;
  let sibling: Club;
  let made = 0;

  beforeAll(async () => {
    network = await Network.start();
    federationId = (await network.federation()).organization.id;
    sibling = await network.club(federationId, { name: 'CPA Longueuil' });
  });
  afterAll(() => network?.world.stop());
  beforeEach(async () => {
    club = await network.club(federationId); // With no forms yet.
  });

  const aName = () => `Yv${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const tokenIn = ({ text }: { text: string }) => /#(t[ai]l_[\w-]+)/.exec(text)?.[1] ?? '';
  const aFamily = async () => {
    const email = `owner.${newId()}@mail.test`;
    const told = { accountId: newId(), firstName: 'Ana', lastName: aName(), email };
    const { id, clientId, owner } = await network.world.ask(message(CreateAccount, told), club.admin);
    const added = message(AddMember, { personId: newId(), accountId: id, firstName: 'Léa', lastName: aName(), birthDate: '2015-04-09' });
    const child = await network.world.ask(added, club.admin);
    return { id, clientId, ownerId: String(owner.personId), child, email };
  };
  const create = (questions: QuestionToAsk[], fields: Partial<Fields<CreateForm>> = {}, as: Caller = club.admin) =>
    network.world.ask(message(CreateForm, { formId: newId(), names: en('Health'), questions, ...fields }), as);
  const change = (formId: Uuid, version: number, fields: Partial<Fields<ChangeForm>>, as: Caller = club.admin) =>
    network.world.ask(message(ChangeForm, { formId, version, ...fields }), as);
  const answers = (personId: Uuid, formId?: Uuid, as: Caller = club.admin) =>
    network.world.ask(message(GetAnswers, { personId, formId }), as);
  const save = (personId: Uuid, given: AnswerToSave[], as: Caller = club.admin) =>
    network.world.ask(message(SaveAnswers, { personId, answers: given }), as);
  const person = (personId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetPerson, { personId }), as);
  const profile = async (personId: Uuid, fields: Partial<Fields<ChangeProfile>>) => {
    const { version } = await person(personId);
    return network.world.ask(message(ChangeProfile, { personId, version: Number(version), ...fields }), club.admin);
  };
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const said = ({ forms }: AnswersRecord) =>
    forms.map(({ questions }) => Object.fromEntries(questions.map(({ key, answer }) => [key, answer])));

  it('ID-19: are designed, changed by who saw them as they are, archived and never deleted; each organization has its own', async () => {
    const options = [{ key: 'm', ...en('Medium') }];
    const form = await create([ask('allergies', { required: true }), ask('size', { kind: 'choice', options })]);
    expect(form).toMatchObject({ names: { en: 'Health' }, archived: false, version: 1 });
    const changed = await change(form.id, 1, {
      names: { en: 'Health', fr: 'Santé', nl: null },
      questions: [ask('size', { kind: 'choice', options })],
    });
    expect(changed.questions.map(({ key, archived }) => [key, archived])).toEqual([
      ['size', false],
      ['allergies', true],
    ]);
    await refused(change(form.id, 1, { archived: true }), 'identity.stale-form');
    await refused(change(form.id, 2, { questions: [ask('size')] }), 'identity.invalid-form');
    const archived = await change(form.id, 2, { archived: true });
    expect(archived).toEqual({ ...changed, archived: true, version: 3 });
    const other = await create([ask('notes')], { names: en('Other') });
    const listed = async (fields: Partial<Fields<ListForms>> = {}) =>
      (await network.world.ask(message(ListForms, { limit: 50, ...fields }), club.admin)).data.map(({ id }) => id);
    expect([await listed(), await listed({ archived: false }), await listed({ archived: true })]).toEqual([
      [form.id, other.id],
      [other.id],
      [form.id],
    ]);
    const first = await network.world.ask(message(ListForms, { limit: 1 }), club.admin);
    expect(await listed({ after: String(first.next) })).toEqual([other.id]);
    await refused(network.world.ask(message(GetForm, { formId: form.id }), sibling.admin), 'identity.no-such-form');
    await refused(change(form.id, 3, { archived: false }, sibling.admin), 'identity.no-such-form');
  });

  it('ID-19: keep a profile from being saved while a required question waits, and say which', async () => {
    const { child } = await aFamily();
    const health = await create([ask('allergies', { required: true }), ask('notes')]);
    const sizes = await create([ask('shoe', { kind: 'number', required: true })], { names: en('Sizes') });
    await expect(profile(child.id, { city: 'Laval' })).rejects.toMatchObject({
      code: 'identity.questions-unanswered',
      facts: {
        questions: [
          { formId: health.id, question: 'allergies', label: 'Health: Your allergies' },
          { formId: sizes.id, question: 'shoe', label: 'Sizes: Your shoe' },
        ],
      },
      faults: [expect.objectContaining({ detail: 'Health: Your allergies' }), expect.objectContaining({ detail: 'Sizes: Your shoe' })],
    });
    expect(await person(child.id)).toEqual(child); // Nothing of it.
    const one = { formId: health.id, question: 'allergies', value: 'Arachides, œufs – à vérifier l’été' };
    await refused(profile(child.id, { city: 'Laval', answers: [one] }), 'identity.questions-unanswered');
    expect(said(await answers(child.id))).toEqual([{ allergies: null, notes: null }, { shoe: null }]);
    const saved = await profile(child.id, { city: 'Laval', answers: [one, { formId: sizes.id, question: 'shoe', value: 38.5 }] });
    expect(saved.profile?.city).toBe('Laval');
    expect(said(await answers(child.id))).toEqual([{ allergies: one.value, notes: null }, { shoe: 38.5 }]);
    expect((await profile(child.id, { city: 'Brossard' })).profile?.city).toBe('Brossard');
    await change(health.id, 1, { archived: true });
    await change(sizes.id, 1, { questions: [ask('hat', { required: true })] });
    await refused(profile(child.id, { city: 'Laval' }), 'identity.questions-unanswered'); // What is newly required is asked too.
  });

  it('ID-19: are chosen by a selector that begins with all of them, and answered one by one', async () => {
    const { child } = await aFamily();
    const health = await create([ask('allergies', { required: true })]);
    const sizes = await create([ask('shoe', { kind: 'number', required: true })], { names: en('Sizes') });
    const all = await answers(child.id);
    expect(all.selector).toEqual([
      { formId: null, names: { en: 'All', fr: 'Tous', nl: 'Alle' }, unanswered: 2 },
      { formId: health.id, names: { en: 'Health' }, unanswered: 1 },
      { formId: sizes.id, names: { en: 'Sizes' }, unanswered: 1 },
    ]);
    expect(all.forms.map(({ formId }) => formId)).toEqual([health.id, sizes.id]);
    expect((await answers(child.id, sizes.id)).forms.map(({ formId }) => formId)).toEqual([sizes.id]);
    const after = await save(child.id, [{ formId: sizes.id, question: 'shoe', value: 38 }]); // The other one still waits.
    expect(after.selector.map(({ unanswered }) => unanswered)).toEqual([1, 1, 0]);
    await refused(save(child.id, [{ formId: sizes.id, question: 'shoe', value: null }]), 'identity.questions-unanswered');
    await expect(
      save(child.id, [
        { formId: sizes.id, question: 'shoe', value: 'big' },
        { formId: newId(), question: 'shoe', value: 1 },
      ]),
    ).rejects.toMatchObject({
      code: 'identity.invalid-answers',
      faults: expect.arrayContaining([
        expect.objectContaining({ pointer: '/answers/0' }),
        expect.objectContaining({ pointer: '/answers/1' }),
      ]),
    });
    await refused(answers(child.id, newId()), 'identity.no-such-form');
    await refused(answers(newId()), 'identity.no-such-person');
  });

  it('ID-19, ID-3: are answered to one organization; its log tells who answered which question, and not what', async () => {
    const { id, child, email } = await aFamily();
    const form = await create([ask('allergies'), ask('notes')]);
    const secret = `Zwemvliezen ${newId()}`;
    await save(child.id, [{ formId: form.id, question: 'allergies', value: secret }]);
    await save(child.id, [{ formId: form.id, question: 'allergies', value: secret }]); // The same again is no change.
    await save(child.id, [{ formId: form.id, question: 'notes', value: secret }]);
    const log = await network.sql<{ caller: string; facts: object }>(
      `SELECT caller, facts FROM audit_log WHERE subject = $1 AND action = 'identity.form-answered' ORDER BY seq`,
      [child.id],
    );
    expect(log).toEqual(
      ['allergies', 'notes'].map((key) => ({ caller: `user:${club.admin.id}`, facts: { form: form.id, changed: [key] } })),
    );
    await network.world.ask(message(InviteOwner, { invitationId: newId(), email, firstName: 'A', lastName: 'B' }), sibling.admin);
    await network.world.ask(message(AnswerInvitation, { token: tokenIn(await letterTo(email, 2)), accept: true }), gateway);
    expect(await person(child.id, sibling.admin)).toMatchObject({ id: child.id, accountIds: [id] });
    expect(JSON.stringify([await answers(child.id, undefined, sibling.admin), await person(child.id, sibling.admin)])).not.toContain(
      secret,
    );
    await refused(save(child.id, [{ formId: form.id, question: 'notes', value: 'x' }], sibling.admin), 'identity.invalid-answers');
    await refused(answers(child.id, form.id, sibling.admin), 'identity.no-such-form');
  });

  it('ID-19: are answered by the client too, of their own account and no other, and out of sight without consent', async () => {
    const { child, clientId, email } = await aFamily();
    const stranger = await aFamily();
    const form = await create([ask('allergies', { required: true })]);
    const activate = async (address: string): Promise<Caller> => {
      const token = tokenIn(await letterTo(address));
      const { userId } = await network.world.ask(message(Activate, { token, password: 'correct horse battery staple' }), gateway);
      return { kind: 'user', id: userId, name: 'Ana', roles: [], organization: null, organizations: [], federationId: null };
    };
    const [owner, other] = [await activate(email), await activate(stranger.email)];
    const given = [{ formId: form.id, question: 'allergies', value: 'Noten, ’s winters ook pollen' }];
    const own = { clientId, personId: child.id };
    expect((await network.world.ask(message(GetOwnAnswers, own), owner)).selector[0].unanswered).toBe(1);
    const saved = await network.world.ask(message(SaveOwnAnswers, { ...own, answers: given }), owner);
    expect(saved).toEqual(await answers(child.id));
    expect(said(saved)).toEqual([{ allergies: given[0].value }]);
    const [{ caller }] = await network.sql<{ caller: string }>(
      `SELECT caller FROM audit_log WHERE organization_id = $1 AND subject = $2 AND action = 'identity.form-answered'`,
      [club.organization.id, child.id],
    );
    expect(caller).toBe(`user:${owner.id}`);
    for (const [as, ids] of [
      [other, own],
      [owner, { clientId: stranger.clientId, personId: stranger.child.id }],
      [owner, { clientId, personId: stranger.child.id }],
    ] as const)
      await refused(network.world.ask(message(GetOwnAnswers, ids), as), 'identity.no-such-client');
    await network.world.ask(message(ChangeConsent, { clientId, given: false }), owner);
    await refused(answers(child.id), 'identity.no-such-person');
    await refused(network.world.ask(message(GetOwnAnswers, own), owner), 'identity.no-such-client');
    await network.world.ask(message(ChangeConsent, { clientId, given: true }), owner);
    expect(await answers(child.id)).toEqual(saved); // Back with it.
  });

  it('ID-6: gender is not specified until somebody says it, is asked by a form, and may be withheld', async () => {
    const { id, ownerId, child } = await aFamily();
    expect([(await person(ownerId)).profile?.gender, child.profile?.gender]).toEqual([null, null]); // Nobody asked.
    const form = await create([ask('gender', { kind: 'gender', required: true })]);
    await refused(profile(child.id, { city: 'Laval' }), 'identity.questions-unanswered');
    for (const value of ['M', 'F', 'undisclosed'] as const) {
      await save(child.id, [{ formId: form.id, question: 'gender', value }]);
      expect((await person(child.id)).profile?.gender).toBe(value);
      const { members } = await network.world.ask(message(DescribeMembers, { members: [{ personId: child.id, accountId: id }] }), {
        ...club.admin,
      });
      expect(members[0].gender).toBe(value === 'undisclosed' ? null : value); // Unknown to whoever sells for some only.
    }
    expect((await profile(child.id, { gender: 'F' })).profile?.gender).toBe('F');
    expect(said(await answers(child.id))).toEqual([{ gender: 'F' }]);
    await refused(profile(child.id, { gender: null }), 'identity.questions-unanswered');
    expect((await profile(child.id, { gender: 'undisclosed' })).profile?.gender).toBe('undisclosed');
    await change(form.id, 1, { archived: true });
    expect((await profile(child.id, { gender: null })).profile?.gender).toBeNull();
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });
});
