import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KeepGuardians, type GuardiansRecord } from '#contracts/billing/childcare';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { insuranceNumber } from '../../domain/childcare.js';
import { Guardians } from '../../persistence/guardians.js';

@CommandHandler(KeepGuardians)
export class KeepGuardiansHandler implements ICommandHandler<KeepGuardians> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly guardians: Guardians,
    private readonly audit: Audit,
  ) {}

  execute(command: KeepGuardians): Promise<GuardiansRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { billingAccountId, shares } = command;
    const checked = command.guardians.map((guardian) =>
      guardian.insuranceNumber ? { ...guardian, insuranceNumber: insuranceNumber(guardian.insuranceNumber) } : guardian,
    );
    const byChild = new Map(shares.map((one) => [one.childId, one])); // The last word on a child counts.
    return this.idempotency.once(command, async (em) => {
      if (!(await this.guardians.lockAccount(em, organization.id, billingAccountId))) throw new Missing('billing.no-such-billing-account');
      await this.guardians.replace(em, organization.id, billingAccountId, checked, [...byChild.values()]);
      await this.audit.record(em, {
        organizationId: organization.id,
        action: 'billing.guardians-kept',
        subject: billingAccountId,
        facts: { guardians: checked.length, numbersGiven: checked.filter((one) => one.insuranceNumber).length, shares: byChild.size },
      });
      return this.guardians.record(em, billingAccountId);
    });
  }
}
