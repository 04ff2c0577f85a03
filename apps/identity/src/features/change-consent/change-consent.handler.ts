import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeConsent, type ConsentRecord } from '#contracts/identity/invitations';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { signedInUser } from '../../access.js';
import { consentOf, consentRecord, type OwnConsent } from '../../persistence/consents.js';
import { share, unshare } from '../../persistence/shared-accounts.js';

/** The owner decides again what an organization sees (ID-9). What it holds of members is out of its sight at once, and back as fast. */
@CommandHandler(ChangeConsent)
export class ChangeConsentHandler implements ICommandHandler<ChangeConsent> {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId, given }: ChangeConsent): Promise<ConsentRecord> {
    const userId = signedInUser();
    const known = await this.database.transaction((em) => consentOf(em, userId, clientId), { as: 'introducer' });
    if (!known) throw new Missing('identity.no-such-client');
    return this.database.transaction((em) => this.change(em, known, given), { organizations: [known.organizationId] });
  }

  private async change(em: EntityManager, known: OwnConsent, given: boolean): Promise<ConsentRecord> {
    const { clientId, organizationId, accountId } = known;
    const consent = given ? 'given' : 'withdrawn';
    const changed = await execute(em, `UPDATE clients SET consent = $2 WHERE id = $1 AND consent <> $2`, [clientId, consent]);
    if (changed === 0) return consentRecord({ ...known, consent });
    await this.database.as(em, 'introducer', () =>
      given ? share(em, organizationId, accountId) : unshare(em, organizationId, accountId, this.clock.now()),
    );
    const action = given ? 'identity.consent-given' : 'identity.consent-withdrawn';
    await this.audit.record(em, { organizationId, action, subject: accountId, facts: { client: clientId } });
    return consentRecord({ ...known, consent });
  }
}
