import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ActingOrganization } from '#contracts/caller';
import { ResolveCaller, type ResolvedCaller } from '#contracts/identity/resolve-caller.query';
import { inClubOf, rightsOf, type Right } from '#kernel/rights';
import { staffRoles, type Role } from '#kernel/roles';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { OrganizationNotGranted, SessionEnded } from '../../domain/identity.errors.js';
import { KeyUses } from '../../persistence/key-uses.js';
import { secretHash } from '../../persistence/secret.js';

interface ClubRow {
  role: Role; // In the federation.
  granted: Right[] | null; // By groups, inside clubs.
  allowed: Right[]; // By the club.
  organization: ActingOrganization;
}

interface GrantRow {
  id: string;
  name: string;
  role: Role | null; // Null: a user without any grant.
  rights: Right[] | null; // An employee's, by their groups; a key's scopes, null for all.
  organization: ActingOrganization | null; // Null: an operator's.
}

/** Who stands behind a session or key right now, read anew every time: a log-out or a change of rights works at once. */
@QueryHandler(ResolveCaller)
export class ResolveCallerHandler implements IQueryHandler<ResolveCaller> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly uses: KeyUses,
  ) {}

  async execute(asked: ResolveCaller): Promise<ResolvedCaller> {
    const rows = await this.grantsOf(asked);
    if (rows.length === 0) throw new SessionEnded();

    const granted = rows.flatMap(({ role, rights, organization }) => (role && organization ? [{ role, rights, organization }] : []));
    const acting = asked.organizationId
      ? granted.find(({ organization }) => organization.id === asked.organizationId)
      : granted.length === 1
        ? granted[0]
        : undefined;
    if (asked.organizationId && !acting) return this.inClub(asked, rows);
    if (asked.apiKey) this.uses.note(rows[0].id);

    return {
      kind: asked.sessionId ? 'user' : 'api-key',
      id: rows[0].id,
      name: rows[0].name,
      roles: acting ? [acting.role] : rows.flatMap(({ role }) => (role === 'operator' ? [role] : [])),
      rights: acting && heldBy(asked, acting),
      organization: acting?.organization ?? null,
      grants: grantsIn(rows),
    };
  }

  /** Somebody of a federation, in a club that lets them in: an employee there, as far as both of them allow. */
  private async inClub({ sessionId, organizationId }: ResolveCaller, rows: readonly GrantRow[]): Promise<ResolvedCaller> {
    const ask = () => this.database.statement<ClubRow>(ofFederation, [rows[0].id, organizationId], { as: 'gatekeeper' });
    const [club] = sessionId ? await ask() : [];
    const rights = club && inClubOf(club.role, club.granted, club.allowed);
    if (!rights?.length) throw new OrganizationNotGranted();
    const { id, name } = rows[0];
    return { kind: 'user', id, name, roles: ['employee'], rights, organization: club.organization, grants: grantsIn(rows) };
  }

  private async grantsOf({ sessionId, apiKey }: ResolveCaller): Promise<GrantRow[]> {
    const now = this.clock.now();
    const ask = (text: string, by: unknown) => this.database.statement<GrantRow>(text, [by, now], { as: 'gatekeeper' });
    if (sessionId) return ask(ofSession, sessionId);
    return apiKey ? ask(ofApiKey, secretHash(apiKey)) : [];
  }
}

const organization = `CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'kind', o.kind, 'federationId', o.federation_id,
  'name', o.name, 'currency', o.currency, 'timeZone', o.time_zone, 'languages', to_jsonb(o.languages)) END AS organization`;

/** What somebody's groups grant, of a grant `g`; an administrator's are not worth looking for. */
const granted = (column: string): string => `(SELECT array_agg(DISTINCT r.granted) FROM permission_group_members m
    JOIN permission_groups p ON p.id = m.group_id CROSS JOIN unnest(p.${column}) AS r (granted) WHERE m.grant_id = g.id)`;

const staff = staffRoles.map((role) => `'${role}'`).join(', ');

const ofSession = `SELECT u.id, u.name, g.role, CASE WHEN g.role IN (${staff}) THEN ${granted('rights')} END AS rights, ${organization}
  FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN grants g ON g.user_id = u.id AND g.disabled_at IS NULL LEFT JOIN organizations o ON o.id = g.organization_id
  WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 ORDER BY o.name, o.id`;

const ofApiKey = `SELECT k.id, k.name, k.role, k.rights, ${organization}
  FROM api_keys k LEFT JOIN organizations o ON o.id = k.organization_id
  WHERE k.secret_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`;

const ofFederation = `SELECT g.role, ${granted('club_rights')} AS granted, f.rights AS allowed, ${organization}
  FROM organizations o JOIN federation_rights f ON f.organization_id = o.id
  JOIN grants g ON g.organization_id = o.federation_id AND g.user_id = $1 AND g.disabled_at IS NULL
  WHERE o.id = $2 AND o.kind = 'club'`;

const heldBy = ({ apiKey }: ResolveCaller, { role, rights }: { role: Role; rights: Right[] | null }): Right[] | undefined =>
  apiKey ? (rights ?? undefined) : rightsOf(role, rights ?? []);

const grantsIn = (rows: readonly GrantRow[]): ResolvedCaller['grants'] =>
  rows.flatMap(({ role, organization: of }) => (role && of ? [{ organizationId: of.id, name: of.name, role }] : []));
