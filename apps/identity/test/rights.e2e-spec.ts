import type { Caller } from '#contracts/caller';
import { CreateApiKey, CreateUser, ListApiKeys, ListUsers, RevokeApiKey, type UserRecord } from '#contracts/identity/access';
import { CreateAccount } from '#contracts/identity/new-account';
import { ListAccounts } from '#contracts/identity/accounts.query';
import { ChangeOrganization } from '#contracts/identity/organizations';
import {
  ChangePermissionGroup,
  CreatePermissionGroup,
  DeletePermissionGroup,
  GetPermissionGroup,
  ListPermissionGroups,
} from '#contracts/identity/permission-groups';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { RefreshSession, SignIn } from '#contracts/identity/sessions.command';
import { ChangeFederationRights, ChangeUser, DisableUser, EnableUser, GetFederationRights, GetUser } from '#contracts/identity/staff';
import { message, type Fields } from '#contracts/message';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { newId } from '#kernel/ids';
import { rightsOfDirectors, rightsOfEmployees, type Right } from '#kernel/rights';
import type { Role } from '#kernel/roles';
import { serviceCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { identityInvariants } from '../src/invariants.js';
import { Network, aFederation } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const minute = 60_000;

interface Member {
  readonly user: UserRecord;
  readonly sessionId: string;
  readonly refreshToken: string;
}

describe('rights', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let federation: OrganizationRecord;
  let club: OrganizationRecord;
  let owner: Member; // Of the club.
  let head: Member; // Owner of the federation.
  let people = 0;

  beforeAll(async () => {
    network = await Network.start({ clock });
    federation = (await network.federation()).organization;
    club = (await network.club(federation.id)).organization;
    head = await join(federation, 'federation-administrator');
    owner = await join(club, 'club-administrator');
  });
  afterAll(async () => {
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
    await network.world.stop();
  });

  /** Somebody new with a role, signed in. */
  async function join(organization: OrganizationRecord, role: Role, by: Caller = network.operator): Promise<Member> {
    const email = `staff${++people}@example.org`;
    const fields = { userId: newId(), organizationId: organization.id, role, email, name: 'Camille Roy', password };
    const user = await network.world.ask(message(CreateUser, fields), by);
    return { user, ...(await network.world.ask(message(SignIn, { email, password, address: '203.0.113.1' }), gateway)) };
  }

  const resolve = (asked: Partial<ResolveCaller>) => network.world.ask(message(ResolveCaller, asked), gateway);

  /** The caller that the gateway would sign for now. */
  async function now({ sessionId }: Pick<Member, 'sessionId'>, organizationId?: string): Promise<Caller> {
    const { kind, id, name, roles, rights, organization } = await resolve({ sessionId, organizationId });
    return {
      kind,
      id,
      name,
      roles,
      rights,
      organization,
      organizations: organization ? [organization.id] : [],
      federationId: organization?.federationId ?? null,
    };
  }
  async function withKey(
    fields: Partial<Fields<CreateApiKey>>,
    by: Caller = network.operator,
  ): Promise<{ id: string; secret: string; caller: Caller }> {
    const all = { apiKeyId: newId(), organizationId: club.id, role: 'club-administrator' as const, name: 'Desk', ...fields };
    const { id, secret } = await network.world.ask(message(CreateApiKey, all), by);
    const resolved = await resolve({ apiKey: secret });
    const { organization, grants: _grants, ...rest } = resolved;
    const organizations = organization ? [organization.id] : [];
    return { id, secret, caller: { ...rest, organization, organizations, federationId: organization?.federationId ?? null } };
  }

  const group = async (rights: Right[], by = owner, more: Partial<Fields<CreatePermissionGroup>> = {}) =>
    network.world.ask(
      message(CreatePermissionGroup, { permissionGroupId: newId(), name: `Group ${++people}`, rights, ...more }),
      await now(by),
    );
  const change = async (userId: string, changes: Partial<Fields<ChangeUser>>, by: Caller) => {
    const { version } = await network.world.ask(message(GetUser, { userId }), by);
    return network.world.ask(message(ChangeUser, { userId, version, ...changes }), by);
  };
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const listAccounts = (as: Caller) => network.world.ask(message(ListAccounts, { limit: 1 }), as);
  const listUsers = (as: Caller) => network.world.ask(message(ListUsers, { limit: 200 }), as);

  describe('ID-28: permission groups', () => {
    it('grant employees rights on top of the backend, from their next request on and until the group loses them', async () => {
      const member = await join(club, 'employee', await now(owner));
      const before = await now(member);
      expect(before.roles).toEqual(['employee']);
      expect([...(before.rights ?? [])].sort()).toEqual([...rightsOfEmployees].sort());
      await refused(listUsers(before), 'platform.right-missing');

      const made = await group(['access.manage']);
      await change(member.user.id, { groupIds: [made.id] }, await now(owner));
      expect((await now(member)).rights).toContain('access.manage');
      const { data } = await listUsers(await now(member));
      expect(data.map(({ id }) => id)).toContain(member.user.id);

      const fields = { permissionGroupId: made.id, version: made.version, rights: ['audit.read' as const] };
      const changed = await network.world.ask(message(ChangePermissionGroup, fields), await now(owner));
      expect(changed).toMatchObject({ rights: ['audit.read'], users: 1, version: 2 });
      await refused(listUsers(await now(member)), 'platform.right-missing');
      expect((await now(member)).rights).toContain('audit.read');

      await network.world.ask(message(DeletePermissionGroup, { permissionGroupId: made.id }), await now(owner));
      expect((await now(member)).rights).not.toContain('audit.read');
    });

    it('leave an employee the backend without settings or money', async () => {
      const member = await now(await join(club, 'employee'));
      await listAccounts(member);
      await refused(
        network.world.ask(message(ChangeOrganization, { organizationId: club.id, version: 1, name: 'Mine' }), member),
        'platform.right-missing',
      );
      expect(member.rights?.filter((right) => /^(money|credit|write-off|settings|access)/.test(right))).toEqual([]);
    });

    it('are edited by an owner alone: by no other administrator, no employee who manages access, no key', async () => {
      const { id: permissionGroupId } = await group(['access.manage']);
      const member = await join(club, 'employee');
      await change(member.user.id, { groupIds: [permissionGroupId] }, await now(owner));
      const others = [
        await now(await join(club, 'club-administrator')),
        await now(member),
        (await withKey({})).caller,
        { ...(await now(owner)), kind: 'api-key' as const },
      ];
      for (const by of others) {
        const ask = network.world.ask.bind(network.world);
        await refused(
          ask(message(CreatePermissionGroup, { permissionGroupId: newId(), name: 'Mine', rights: [] }), by),
          'identity.owners-only',
        );
        await refused(ask(message(ChangePermissionGroup, { permissionGroupId, version: 1, rights: [] }), by), 'identity.owners-only');
        await refused(ask(message(DeletePermissionGroup, { permissionGroupId }), by), 'identity.owners-only');
        await refused(change(member.user.id, { groupIds: [] }, by), 'identity.owners-only');
        await refused(change(member.user.id, { owner: true }, by), 'identity.owners-only');
      }
    });

    it('have names of their own, versions, and pages by name or right', async () => {
      const { organization } = await network.club(federation.id);
      const boss = await join(organization, 'club-administrator');
      const [front, money] = [
        await group(['memberships.sell'], boss, { name: 'Front desk' }),
        await group(['money.record', 'money.read'], boss, { name: 'Money' }),
      ];
      await refused(group([], boss, { name: 'FRONT DESK' }), 'identity.group-name-taken');
      const as = await now(boss);
      const list = (fields: Partial<Fields<ListPermissionGroups>>) =>
        network.world.ask(message(ListPermissionGroups, { limit: 1, ...fields }), as);
      const first = await list({});
      expect(first.data.map(({ id }) => id)).toEqual([front.id]);
      expect((await list({ after: first.next ?? '' })).data.map(({ id }) => id)).toEqual([money.id]);
      expect((await list({ sort: '-name' })).data.map(({ id }) => id)).toEqual([money.id]);
      expect(await list({ right: 'money.read' })).toMatchObject({ data: [{ id: money.id }], next: null });
      const stale = { permissionGroupId: front.id, version: 7, name: 'Desk' };
      await refused(network.world.ask(message(ChangePermissionGroup, stale), as), 'identity.stale-permission-group');
    });

    it('are unseen by others, their federation too, and cannot be given across organizations', async () => {
      const { organization } = await network.club(federation.id);
      const theirs = await group(['money.read'], await join(organization, 'club-administrator'));
      const member = await join(club, 'employee');
      for (const by of [await now(owner), await now(head)]) {
        await refused(
          network.world.ask(message(GetPermissionGroup, { permissionGroupId: theirs.id }), by),
          'identity.no-such-permission-group',
        );
      }
      await refused(change(member.user.id, { groupIds: [theirs.id] }, await now(owner)), 'identity.unknown-group');
    });

    it('and every change of them enter the audit log', async () => {
      const made = await group(['money.refund']);
      const rows = await network.sql<{ action: string; facts: object }>(
        `SELECT action, facts FROM audit_log WHERE organization_id = $1 AND subject = $2`,
        [club.id, made.id],
      );
      expect(rows).toMatchObject([{ action: 'identity.permission-group-created', facts: { rights: ['money.refund'] } }]);
    });
  });

  describe('whose rights are limited', () => {
    it('gives nobody more than they hold: no administrator, no key without scopes, none with other ones', async () => {
      const { id } = await group(['access.manage', 'money.read']);
      const member = await join(club, 'employee');
      await change(member.user.id, { groupIds: [id] }, await now(owner));
      const by = await now(member);
      await refused(join(club, 'club-administrator', by), 'identity.more-than-held');
      await refused(withKey({}, by), 'identity.more-than-held');
      await refused(withKey({ rights: ['money.refund'] }, by), 'identity.more-than-held');
      expect((await withKey({ rights: ['money.read'] }, by)).caller.rights).toEqual(['money.read']);
      await join(club, 'employee', by);
      await refused(change(member.user.id, { role: 'club-administrator' }, by), 'identity.more-than-held');
      const administrator = await join(club, 'club-administrator');
      await refused(network.world.ask(message(DisableUser, { userId: administrator.user.id }), by), 'identity.more-than-held');
    });

    it('is asked by the service itself: a token of an employee that names no rights has none', async () => {
      const { rights: _rights, ...token } = await now(await join(club, 'employee'));
      await refused(listAccounts(token), 'platform.right-missing');
    });
  });

  describe('users', () => {
    it('ID-28: are disabled, never deleted: their sessions end at once, and enabled again they are who they were', async () => {
      const made = await group(['reports.read']);
      const member = await join(club, 'employee');
      await change(member.user.id, { groupIds: [made.id] }, await now(owner));
      const disabled = await network.world.ask(message(DisableUser, { userId: member.user.id }), await now(owner));
      expect(disabled.grants[0].disabledAt).toBe(clock.now().toISOString());
      await refused(resolve({ sessionId: member.sessionId }), 'identity.session-ended');
      await refused(network.world.ask(message(RefreshSession, { refreshToken: member.refreshToken }), gateway), 'identity.session-ended');
      const signIn = () => network.world.ask(message(SignIn, { email: member.user.email, password, address: '203.0.113.1' }), gateway);
      await refused(signIn(), 'identity.sign-in-refused'); // In the words for a wrong password.

      await network.world.ask(message(EnableUser, { userId: member.user.id }), await now(owner));
      expect((await now(await signIn())).rights).toContain('reports.read');
    });

    it('ID-28: own an organization by being its first administrator; the last owner stays one', async () => {
      const { organization } = await network.club(federation.id);
      await join(organization, 'employee');
      const first = await join(organization, 'club-administrator');
      const second = await join(organization, 'club-administrator');
      expect([first, second].map(({ user }) => user.grants[0].owner)).toEqual([true, false]);
      const as = await now(first);
      await refused(network.world.ask(message(DisableUser, { userId: first.user.id }), as), 'identity.last-owner');
      await refused(change(first.user.id, { owner: false }, as), 'identity.last-owner');
      await refused(change(first.user.id, { role: 'employee' }, as), 'identity.owner-must-administer');
      await refused(change(first.user.id, { role: 'employee', owner: false }, as), 'identity.last-owner');

      await change(second.user.id, { owner: true }, as);
      const tries = await Promise.allSettled([
        network.world.ask(message(DisableUser, { userId: first.user.id }), as),
        network.world.ask(message(DisableUser, { userId: second.user.id }), as),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']); // Each was not the last when both began.
    });

    it('ID-28: of a dealership may be directors and BDC directors: staff, who own nothing, and import where a group lets them', async () => {
      const dealership = await network.register(aFederation({ kind: 'dealership', name: 'Garage Laurier' }));
      const principal = await join(dealership, 'club-administrator');
      const made = await group(['imports.prepare', 'imports.commit'], principal);
      for (const role of ['director', 'bdc-director'] as const) {
        const member = await join(dealership, role, await now(principal));
        expect(await now(member)).toMatchObject({ roles: [role], rights: expect.arrayContaining([...rightsOfDirectors]) });
        expect((await now(member)).rights).toHaveLength(rightsOfDirectors.length);
        await listAccounts(await now(member)); // The backend is theirs.
        await refused(listUsers(await now(member)), 'platform.right-missing');
        await change(member.user.id, { groupIds: [made.id] }, await now(principal)); // As one ticks it for each (LEAD-1).
        expect((await now(member)).rights).toEqual(expect.arrayContaining(['imports.prepare', 'imports.commit']));
        await refused(change(member.user.id, { owner: true }, await now(principal)), 'identity.owner-must-administer');
      }
      await refused(join(club, 'bdc-director'), 'identity.role-does-not-fit');
      await refused(join(club, 'director', await now(owner)), 'identity.role-does-not-fit');
      const key = { apiKeyId: newId(), organizationId: dealership.id, role: 'director' as const, name: 'Desk' };
      await refused(network.world.ask(message(CreateApiKey, key), network.operator), 'identity.role-does-not-fit');
    });

    it('are unknown to whoever does not administer them, and changed at the version that was seen', async () => {
      const { organization } = await network.club((await network.federation()).organization.id);
      const theirs = await join(organization, 'employee');
      for (const by of [await now(owner), await now(head)]) {
        await refused(network.world.ask(message(GetUser, { userId: theirs.user.id }), by), 'identity.no-such-user');
        await refused(network.world.ask(message(DisableUser, { userId: theirs.user.id }), by), 'identity.no-such-user');
      }
      const member = await join(club, 'employee');
      const stale = message(ChangeUser, { userId: member.user.id, version: 9, role: 'club-administrator' });
      await refused(network.world.ask(stale, await now(owner)), 'identity.stale-user');
      await refused(change(member.user.id, { role: 'federation-administrator' }, await now(owner)), 'identity.role-does-not-fit');
    });
  });

  describe('keys with scopes', () => {
    it('do what their scopes say and nothing else, and say when they were used', async () => {
      const key = await withKey({ rights: ['people.read'] });
      await listAccounts(key.caller);
      await refused(listUsers(key.caller), 'platform.right-missing');
      const fields = { accountId: newId(), clientId: newId(), ownerId: newId() };
      await refused(network.world.ask(message(CreateAccount, fields as never), key.caller), 'platform.right-missing');
      const used = async () => {
        const { data } = await network.world.ask(message(ListApiKeys, { limit: 200 }), await now(owner));
        return data.find(({ id }) => id === key.id)?.lastUsedAt;
      };
      const first = clock.now().toISOString();
      await eventually(async () => (await used()) === first);
      clock.advance(2 * minute);
      await resolve({ apiKey: key.secret });
      const second = clock.now().toISOString();
      await eventually(async () => (await used()) === second);
    });

    it('end when they expire or are revoked', async () => {
      const { id, secret } = await withKey({ rights: ['people.read'], validDays: 1 });
      const longer = await withKey({ rights: ['people.read'], validDays: 2 });
      clock.advance(24 * 60 * minute);
      await refused(resolve({ apiKey: secret }), 'identity.session-ended');
      await resolve({ apiKey: longer.secret });
      await network.world.ask(message(RevokeApiKey, { apiKeyId: longer.id }), network.operator);
      await refused(resolve({ apiKey: longer.secret }), 'identity.session-ended');
      expect(id).not.toBe(longer.id);
    });
  });

  describe('a federation inside its clubs', () => {
    const allow = async (rights: Right[]) => {
      const as = await now(owner);
      const { version } = await network.world.ask(message(GetFederationRights, {}), as);
      return network.world.ask(message(ChangeFederationRights, { version, rights }), as);
    };

    it('does nothing until an owner of the club lets it in, and then no more than both allow, at once', async () => {
      const member = await join(federation, 'employee');
      const made = await group([], head, { clubRights: ['people.read', 'reports.read'] });
      await change(member.user.id, { groupIds: [made.id] }, await now(head));
      await refused(now(member, club.id), 'identity.organization-not-granted');
      await refused(now(head, club.id), 'identity.organization-not-granted');

      await allow(['people.read', 'money.read']);
      const inside = await now(member, club.id);
      expect(inside).toMatchObject({
        roles: ['employee'],
        rights: ['people.read'],
        organization: { id: club.id },
        organizations: [club.id],
      });
      await listAccounts(inside);
      await refused(listUsers(inside), 'platform.right-missing');
      expect((await now(head, club.id)).rights).toEqual(['people.read', 'money.read']);

      await allow([]);
      await refused(now(member, club.id), 'identity.organization-not-granted');
    });

    it('reaches no club of another network, and an administrator who is no owner lets nobody in', async () => {
      await allow(['people.read']);
      const stranger = await join((await network.federation()).organization, 'federation-administrator');
      await refused(now(stranger, club.id), 'identity.organization-not-granted');
      const { organization: sibling } = await network.club(federation.id);
      await refused(now(await join(sibling, 'club-administrator'), club.id), 'identity.organization-not-granted');
      const other = await now(await join(club, 'club-administrator'));
      await refused(network.world.ask(message(ChangeFederationRights, { version: 0, rights: [] }), other), 'identity.owners-only');
      await refused(network.world.ask(message(GetFederationRights, {}), await now(head)), 'identity.not-in-a-network');
      await refused(group([], owner, { clubRights: ['people.read'] }), 'identity.not-in-a-network');
    });

    it('sees and manages access in clubs by a right of its own', async () => {
      const [home, away] = [await group(['access.manage'], head), await group(['clubs.access'], head)];
      const [local, remote] = [await join(federation, 'employee'), await join(federation, 'employee')];
      await change(local.user.id, { groupIds: [home.id] }, await now(head));
      await change(remote.user.id, { groupIds: [away.id] }, await now(head));
      const seen = async (member: Member) => {
        const { data } = await listUsers(await now(member));
        return [...new Set(data.map(({ grants: [{ organizationId }] }) => organizationId === federation.id))];
      };
      expect(await seen(local)).toEqual([true]);
      expect(await seen(remote)).toEqual([false]);
      await refused(join(club, 'employee', await now(local)), 'platform.forbidden');
      await refused(join(federation, 'employee', await now(remote)), 'platform.forbidden');
    });
  });
});
