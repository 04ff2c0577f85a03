import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateUser, type UserRecord } from '#contracts/identity/access';
import { newId, type Uuid } from '#kernel/ids';
import { isStaffRole } from '#kernel/roles';
import { rightsOf } from '#kernel/rights';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { currentCaller } from '#platform/messaging/context';
import { AlreadyGranted, IdTaken, RoleDoesNotFit } from '../../domain/identity.errors.js';
import { MoreThanHeld } from '../../domain/rights.errors.js';
import { mayGive, rolesWithin } from '../../domain/rights.js';
import { Grant, User, emailKeyOf } from '../../persistence/access.entity.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { Owners } from '../../persistence/owners.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { Staff } from '../../persistence/staff.js';

/**
 * Grants a sign-in a role in an organization, and makes the sign-in when the address has none. Its answer is the organization's
 * own view, the same for known and new addresses. Not kept by idempotency key, whose fingerprint would hold the password: the
 * user's id, chosen by the caller, makes a repeat harmless.
 */
@CommandHandler(CreateUser)
export class CreateUserHandler implements ICommandHandler<CreateUser> {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
    private readonly owners: Owners,
    private readonly staff: Staff,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateUser): Promise<UserRecord> {
    const { organizationId, role } = command;
    const { kind } = await this.managed.get(organizationId, 'access');
    const [expected] = rolesWithin(kind);
    if (!rolesWithin(kind).includes(role)) throw new RoleDoesNotFit({ role, expected });
    if (!mayGive(currentCaller(), rightsOf(role, []))) throw new MoreThanHeld({ rights: rightsOf(role, []) ?? 'all' });

    const passwordHash = await hashPassword(command.password); // For known addresses too: the same time for both.
    return this.database.transaction((em) => this.grant(em, command, passwordHash), { organizations: [organizationId] });
  }

  private async grant(em: EntityManager, command: CreateUser, passwordHash: string): Promise<UserRecord> {
    const { userId: id, organizationId, role, name, email } = command;
    await onceAtATime(em, id, emailKeyOf(email));
    const { earlier, signInId } = await this.database.as(em, 'gatekeeper', () => this.signIn(em, command, passwordHash));
    if (earlier && isRepeat(earlier, command)) return this.staff.record(em, earlier);
    if (earlier) throw earlier.id === id ? new IdTaken() : new AlreadyGranted();

    const owner = !isStaffRole(role) && !(await this.owners.hasAny(em, organizationId)); // Somebody has to say what others may do.
    const grant = em.create(Grant, { id, organizationId, userId: signInId, role, name, email, owner, createdAt: this.clock.now() });
    await em.flush();
    await this.audit.record(em, { organizationId, action: 'identity.access-granted', subject: id, facts: { user: signInId, role, owner } });
    return grant.record();
  }

  /** The sign-in behind the address, made when there is none, and a grant that stands in the way: same id, or same address here. */
  private async signIn(em: EntityManager, command: CreateUser, passwordHash: string): Promise<{ earlier: Grant | null; signInId: Uuid }> {
    const { userId, organizationId, name, email } = command;
    const emailKey = emailKeyOf(email);
    const known = await em.findOne(User, { emailKey });
    const earlier = (await em.findOne(Grant, { id: userId })) ?? (known && (await em.findOne(Grant, { userId: known.id, organizationId })));
    if (earlier) return { earlier, signInId: earlier.userId };
    const user = known ?? em.create(User, { id: newId(), emailKey, name, passwordHash, createdAt: this.clock.now() });
    return { earlier, signInId: user.id };
  }
}

const isRepeat = (earlier: Grant, { userId, organizationId, role, name, email }: CreateUser): boolean =>
  earlier.id === userId &&
  earlier.organizationId === organizationId &&
  earlier.role === role &&
  earlier.name === name &&
  emailKeyOf(earlier.email) === emailKeyOf(email);
