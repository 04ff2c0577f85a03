import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeFederationRights, type FederationRightsRecord } from '#contracts/identity/staff';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { NotInANetwork } from '../../domain/rights.errors.js';
import { federationRightsOf, keepFederationRights } from '../../persistence/federation-rights.js';
import { Owners } from '../../persistence/owners.js';

/** An owner of the club says how far its federation's staff come in; it holds from their next request on. */
@CommandHandler(ChangeFederationRights)
export class ChangeFederationRightsHandler implements ICommandHandler<ChangeFederationRights> {
  constructor(
    private readonly owners: Owners,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: ChangeFederationRights): Promise<FederationRightsRecord> {
    const { id: organizationId, kind } = await this.owners.actingOrganization();
    if (kind !== 'club') throw new NotInANetwork();
    const { version, rights } = command;
    return this.idempotency.once(command, async (em) => {
      const earlier = await federationRightsOf(em, organizationId, { lock: true });
      if (earlier.version !== version) throw new Stale('identity.stale-federation-rights', { version: earlier.version });
      await keepFederationRights(em, organizationId, { rights, version: version + 1 }, this.clock.now());
      const facts = { rights, before: earlier.rights };
      await this.audit.record(em, { organizationId, action: 'identity.federation-rights-changed', subject: organizationId, facts });
      return { rights, version: version + 1 };
    });
  }
}
