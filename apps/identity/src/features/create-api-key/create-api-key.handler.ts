import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateApiKey, type ApiKeyRecord } from '#contracts/identity/access';
import type { Right } from '#kernel/rights';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { currentCaller } from '#platform/messaging/context';
import { IdTaken, RoleDoesNotFit } from '../../domain/identity.errors.js';
import { MoreThanHeld } from '../../domain/rights.errors.js';
import { mayGive, rolesWithin } from '../../domain/rights.js';
import { ApiKey } from '../../persistence/access.entity.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { newSecret, secretHash } from '../../persistence/secret.js';

const dayMs = 86_400_000;

/**
 * Makes a key. Its secret is shown in this answer alone and kept nowhere, not even for a repeat: repeating the command within a
 * day gives the same key a new secret, since the first one may never have arrived.
 */
@CommandHandler(CreateApiKey)
export class CreateApiKeyHandler implements ICommandHandler<CreateApiKey> {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateApiKey): Promise<ApiKeyRecord & { secret: string }> {
    const { organizationId, role, rights } = command;
    const { kind } = await this.managed.get(organizationId, 'access');
    const [expected] = rolesWithin(kind);
    if (role !== expected) throw new RoleDoesNotFit({ role, expected });
    if (!mayGive(currentCaller(), rights)) throw new MoreThanHeld({ rights: rights ?? 'all' });
    return this.database.transaction((em) => this.make(em, command), { organizations: [organizationId] });
  }

  private async make(em: EntityManager, command: CreateApiKey): Promise<ApiKeyRecord & { secret: string }> {
    const { apiKeyId: id, organizationId, role, rights = null, name } = command;
    const now = this.clock.now();
    await onceAtATime(em, id);
    const earlier = await this.database.as(em, 'gatekeeper', () => em.findOne(ApiKey, { id })); // It may be anybody's.
    if (earlier && !isRepeat(earlier, command, now)) throw new IdTaken();

    const secret = newSecret('tsk');
    const shown = { secretHash: secretHash(secret), lastFour: secret.slice(-4) };
    const key = earlier
      ? em.assign(earlier, shown)
      : em.create(ApiKey, {
          id,
          organizationId,
          role,
          rights,
          name,
          ...shown,
          createdBy: creator(),
          createdAt: now,
          expiresAt: expiry(command, now),
        });
    await em.flush();
    const action = earlier ? 'identity.api-key-secret-replaced' : 'identity.api-key-created';
    await this.audit.record(em, { organizationId, action, subject: id, facts: { role, rights } });
    return { ...key.record(), secret };
  }
}

function creator(): string {
  const { kind, id } = currentCaller();
  return `${kind}:${id}`;
}

const expiry = ({ validDays = 365 }: CreateApiKey, from: Date): Date => new Date(from.getTime() + validDays * dayMs);

function isRepeat(earlier: ApiKey, command: CreateApiKey, now: Date): boolean {
  const { organizationId, role, name } = command;
  const sameKey = earlier.organizationId === organizationId && earlier.role === role && earlier.name === name;
  const sameRights = sameSet(earlier.rights ?? null, command.rights ?? null);
  const sameLife = earlier.expiresAt?.getTime() === expiry(command, earlier.createdAt).getTime();
  const recent = now.getTime() - earlier.createdAt.getTime() < dayMs;
  return sameKey && sameRights && sameLife && recent && !earlier.revokedAt && earlier.createdBy === creator();
}

const sameSet = (one: readonly Right[] | null, other: readonly Right[] | null): boolean =>
  one === other || (one !== null && other !== null && one.length === other.length && one.every((right) => other.includes(right)));
