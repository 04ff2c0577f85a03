import { DescribeMembers, type MemberToDescribe } from '#contracts/identity/describe-members.query';
import { DescribePeople } from '#contracts/identity/describe-people.query';
import { FindAccounts } from '#contracts/identity/find-accounts.query';
import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { derivedId, newId } from '#kernel/ids';
import { Network, aRow, anAdult, type Club } from './network.js';

describe('describing the members of client accounts to a seller', () => {
  let network: Network;
  let [club, sister]: Club[] = [];
  const known = newId();
  const ana = anAdult(known, 2, 'Ana Côté-Roy');
  const emma = aRow(known, 3, 'Emma Gagnon', { gender: 'F' });

  beforeAll(async () => {
    network = await Network.start();
    const { id } = (await network.federation()).organization;
    [club, sister] = [await network.club(id), await network.club(id)];
    await network.admit(club, known, [ana, emma]);
  });
  afterAll(() => network.world.stop());

  const described = async (members: MemberToDescribe[], as: Caller) =>
    (await network.world.ask(message(DescribeMembers, { members }), as)).members;
  const both = [ana, emma].map(({ personId, accountId }) => ({ personId, accountId }));

  it('ID-3: says what a sale needs, with the gender that the seller itself holds', async () => {
    const members = await described(both, club.admin);
    expect(members.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      {
        ...both[0],
        clientId: derivedId('client', club.organization.id, ana.accountId),
        name: 'Ana Côté-Roy',
        birthDate: ana.birthDate,
        gender: ana.gender,
      },
      {
        ...both[1],
        clientId: derivedId('client', club.organization.id, emma.accountId),
        name: 'Emma Gagnon',
        birthDate: emma.birthDate,
        gender: 'F',
      },
    ]);
    expect(await described(both, club.flow)).toHaveLength(2);
  });

  it('describes an account as a whole by the name of its owner, or of who stands for one (IMP-7)', async () => {
    const whole = [ana, emma].map(({ accountId }) => ({ personId: null, accountId }));
    const members = await described(whole, club.admin);
    expect(members.map(({ personId, accountId, name, birthDate, gender }) => [personId, accountId, name, birthDate, gender])).toEqual(
      expect.arrayContaining([[null, ana.accountId, 'Ana Côté-Roy', null, null]]),
    );
    expect(members).toHaveLength(2);
    expect(await described(whole, sister.admin)).toEqual([]);
  });

  it('ID-3, MEM-15: tells a network who somebody is by what it shares, and another network nothing', async () => {
    const people = [{ personId: emma.personId }, { personId: newId() }];
    const told = async (as: Caller) => (await network.world.ask(message(DescribePeople, { people }), as)).people;
    const shared = { personId: emma.personId, firstName: 'Emma', lastName: 'Gagnon', birthDate: emma.birthDate };
    expect([await told(club.admin), await told(sister.admin)]).toEqual([[shared], [shared]]);
    const stranger = await network.club((await network.federation()).organization.id);
    expect(await told(stranger.admin)).toEqual([]);
  });

  it('MEM-15: finds whose accounts somebody is a member of, over the network and no further', async () => {
    const accountsOf = async (as: Caller) => (await network.world.ask(message(FindAccounts, { personId: emma.personId }), as)).accountIds;
    expect(await accountsOf(club.admin)).toEqual([emma.accountId]);
    expect(await accountsOf(sister.admin)).toEqual([emma.accountId]);
    const stranger = await network.club((await network.federation()).organization.id);
    expect(await accountsOf(stranger.admin)).toEqual([]);
  });

  it('leaves out who is no member of the account, or no client of the seller', async () => {
    expect(await described([{ personId: ana.personId, accountId: emma.accountId }], club.admin)).toEqual([]);
    expect(await described([{ personId: newId(), accountId: ana.accountId }], club.admin)).toEqual([]);
    expect(await described(both, sister.admin)).toEqual([]);
  });
});
