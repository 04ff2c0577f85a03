import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { ChangeOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { Audit } from '#platform/audit/audit';
import { Forbidden } from '#platform/errors/forbidden';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { OrganizationInvalid } from '../../domain/identity.errors.js';
import { faultsOf } from '../../domain/organization.js';
import { maySetFreemium } from '../../domain/rights.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { Organization } from '../../persistence/organization.entity.js';

/** Changes settings by whoever manages the organization. Documents issued before keep what they say (BIL-19). */
@CommandHandler(ChangeOrganization)
export class ChangeOrganizationHandler implements ICommandHandler<ChangeOrganization> {
  constructor(
    private readonly managed: ManagedOrganizations,
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async execute(command: ChangeOrganization): Promise<OrganizationRecord> {
    const organization = await this.managed.get(command.organizationId, 'settings');
    if (command.freemium !== undefined && command.freemium !== organization.freemium && !maySetFreemium(currentCaller(), organization)) {
      throw new Forbidden('Whether a club is Freemium is for its federation to say.');
    }
    return this.idempotency.once(command, (em) => this.change(em, command), { organizations: [command.organizationId] });
  }

  private async change(em: EntityManager, { organizationId, version, ...changes }: ChangeOrganization): Promise<OrganizationRecord> {
    const organization = await em.findOneOrFail(Organization, { id: organizationId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (organization.version !== version) throw new Stale('identity.stale-organization', { version: organization.version });

    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    em.assign(organization, { ...given, version: version + 1 });
    const faults = faultsOf(organization);
    if (faults.length > 0) throw new OrganizationInvalid(faults);
    await em.flush();

    const record = organization.record();
    await this.outbox.add(em, OrganizationRegistered, { organization: record });
    await this.audit.record(em, {
      organizationId,
      action: 'identity.organization-changed',
      subject: organizationId,
      facts: { version: record.version, changed: Object.keys(given), freemium: record.freemium, taxes: record.taxes },
    });
    return record;
  }
}
