import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ActingOrganization } from '#contracts/caller';
import { ResolveCaller, type ResolvedCaller } from '#contracts/identity/resolve-caller.query';
import type { Role } from '#kernel/roles';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { OrganizationNotGranted, SessionEnded } from '../../domain/identity.errors.js';
import { secretHash } from '../../persistence/secret.js';

interface GrantRow {
  id: string;
  name: string;
  role: Role | null; // Null: a user without any grant.
  organization: ActingOrganization | null; // Null: an operator's.
}

/** Who stands behind a session or key right now, read anew every time: a log-out or a change of rights works at once. */
@QueryHandler(ResolveCaller)
export class ResolveCallerHandler implements IQueryHandler<ResolveCaller> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(asked: ResolveCaller): Promise<ResolvedCaller> {
    const rows = await this.grantsOf(asked);
    if (rows.length === 0) throw new SessionEnded();

    const granted = rows.flatMap(({ role, organization }) => (role && organization ? [{ role, organization }] : []));
    const acting = asked.organizationId
      ? granted.find(({ organization }) => organization.id === asked.organizationId)
      : granted.length === 1
        ? granted[0]
        : undefined;
    if (asked.organizationId && !acting) throw new OrganizationNotGranted();

    return {
      kind: asked.sessionId ? 'user' : 'api-key',
      id: rows[0].id,
      name: rows[0].name,
      roles: acting ? [acting.role] : rows.flatMap(({ role }) => (role === 'operator' ? [role] : [])),
      organization: acting?.organization ?? null,
      grants: granted.map(({ role, organization: { id, name } }) => ({ organizationId: id, name, role })),
    };
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

const ofSession = `SELECT u.id, u.name, g.role, ${organization}
  FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN grants g ON g.user_id = u.id LEFT JOIN organizations o ON o.id = g.organization_id
  WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 ORDER BY o.name, o.id`;

const ofApiKey = `SELECT k.id, k.name, k.role, ${organization}
  FROM api_keys k LEFT JOIN organizations o ON o.id = k.organization_id
  WHERE k.secret_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`;
