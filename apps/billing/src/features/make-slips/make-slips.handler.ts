import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MakeSlips, type SlipsMade } from '#contracts/billing/childcare';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { NotInQuebec } from '../../domain/childcare.errors.js';
import { SlipRun } from '../../persistence/slip-run.js';
import { Slips } from '../../persistence/slips.js';

@CommandHandler(MakeSlips)
export class MakeSlipsHandler implements ICommandHandler<MakeSlips> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly run: SlipRun,
    private readonly slips: Slips,
    private readonly organizations: OrganizationCopies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: MakeSlips): Promise<SlipsMade> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { year } = command;
    return this.idempotency.once(command, async (em) => {
      const { province, currency, timeZone } = await this.organizations.get(em, organization.id);
      if (province !== 'QC') throw new NotInQuebec();
      await this.slips.lock(em, organization.id);
      const { toMake, numbersOpened, ...made } = await this.run.decide(em, organization.id, year);
      const madeOn = todayIn(timeZone, this.clock.now());
      await this.slips.insertAll(em, { issuerId: organization.id, year, currency, madeOn }, toMake);
      const { original, amended, cancelled, blocked } = made;
      const facts = { original, amended, cancelled, blocked: blocked.length, insuranceNumbersRead: numbersOpened };
      await this.audit.record(em, { organizationId: organization.id, action: 'billing.care-slips-made', subject: String(year), facts });
      return made;
    });
  }
}
