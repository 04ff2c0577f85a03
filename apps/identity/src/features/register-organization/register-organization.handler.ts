import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#contracts/caller';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { RegisterOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { CurrencyDiffers, IdTaken, OrganizationInvalid, UnknownFederation } from '../../domain/identity.errors.js';
import { defaultTaxes, faultsOf, faultsOfNetwork } from '../../domain/organization.js';
import { mayRegister } from '../../domain/rights.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { Organization, registrationOf } from '../../persistence/organization.entity.js';

type Settled = Omit<OrganizationRecord, 'version'>;

/** Registers an organization under the id its caller chose, and tells every service that keeps a copy. */
@CommandHandler(RegisterOrganization)
export class RegisterOrganizationHandler implements ICommandHandler<RegisterOrganization> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: RegisterOrganization): Promise<OrganizationRecord> {
    const organization = settled(command, currentCaller());
    const { id, kind, federationId } = organization;
    if (!mayRegister(currentCaller(), kind, federationId)) throw new Forbidden();
    const faults = [...faultsOf(organization), ...faultsOfNetwork(kind, id, federationId)];
    if (faults.length > 0) throw new OrganizationInvalid(faults);

    // Rights are settled, so the transaction may see the new organization and the federation it belongs to.
    const organizations = federationId ? [id, federationId] : [id];
    return this.idempotency.once(command, (em) => this.register(em, organization), { organizations });
  }

  private async register(em: EntityManager, organization: Settled): Promise<OrganizationRecord> {
    await onceAtATime(em, organization.id);
    const registration = registrationOf(organization);
    const earlier = await em.findOne(Organization, { id: organization.id });
    if (earlier && earlier.registration !== registration) throw new IdTaken();
    if (earlier) return earlier.record();

    await checkFederation(em, organization);
    const record = em.create(Organization, { ...organization, version: 1, registration, createdAt: this.clock.now() }).record();
    await em.flush();
    await this.outbox.add(em, OrganizationRegistered, { organization: record });
    const { id: organizationId, kind, federationId } = record;
    await this.audit.record(em, {
      organizationId,
      action: 'identity.organization-registered',
      subject: organizationId,
      facts: { kind, federationId },
    });
    return record;
  }
}

function settled(command: RegisterOrganization, caller: Caller): Settled {
  const { organizationId: id, kind, name, currency, timeZone, languages, country, freemium } = command;
  const province = command.province ?? null;
  const taxes = command.taxes ?? defaultTaxes(country, province);
  return { id, kind, federationId: networkOf(command, caller), name, currency, timeZone, languages, country, province, freemium, taxes };
}

/** A federation is its own network; a federation's administrator need not say whose the club is. */
function networkOf({ organizationId, kind, federationId }: RegisterOrganization, caller: Caller): Uuid | null {
  if (federationId) return federationId;
  if (kind === 'federation') return organizationId;
  return kind === 'club' ? (caller.organization?.id ?? null) : null;
}

async function checkFederation(em: EntityManager, { kind, federationId, currency }: Settled): Promise<void> {
  if (kind !== 'club') return;
  const federation = await em.findOne(Organization, { id: federationId ?? '', kind: 'federation' });
  if (!federation) throw new UnknownFederation();
  if (federation.currency !== currency) throw new CurrencyDiffers({ currency, expected: federation.currency });
}
