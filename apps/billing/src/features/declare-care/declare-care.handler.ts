import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeclareCare, type CareRecord } from '#contracts/billing/childcare';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { checkCare } from '../../domain/childcare.js';
import { NotEligibleExceedsLine, NotForAChild, NotInQuebec } from '../../domain/childcare.errors.js';
import { Care, type DeclarableLine } from '../../persistence/care.js';

@CommandHandler(DeclareCare)
export class DeclareCareHandler implements ICommandHandler<DeclareCare> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly care: Care,
    private readonly organizations: OrganizationCopies,
    private readonly audit: Audit,
  ) {}

  execute(command: DeclareCare): Promise<{ lines: CareRecord[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.declare(em, organization.id, command));
  }

  private async declare(em: EntityManager, organizationId: string, { invoiceId, lines }: DeclareCare): Promise<{ lines: CareRecord[] }> {
    const known = await this.care.linesForUpdate(em, organizationId, invoiceId);
    if (known.length === 0) throw new Missing('billing.no-such-invoice');
    const issuer = await this.organizations.get(em, organizationId);
    if (lines.length > 0 && issuer.province !== 'QC') throw new NotInQuebec();
    for (const line of lines) check(line, known.filter(({ position }) => position === line.position), lines); // prettier-ignore
    await this.care.replace(em, organizationId, invoiceId, lines);
    const facts = { lines: lines.map(({ position, unit, careOn }) => ({ position, unit, units: careOn.length })) };
    await this.audit.record(em, { organizationId, action: 'billing.care-declared', subject: invoiceId, facts });
    return { lines: await this.care.of(em, invoiceId) };
  }
}

function check({ position, careOn, childBornOn, notEligibleMinor }: CareRecord, known: DeclarableLine[], all: readonly CareRecord[]): void {
  const [line] = known;
  const named = all.filter((one) => one.position === position).length;
  if (!line?.personId || line.totalMinor <= 0 || named > 1) throw new NotForAChild({ position });
  checkCare(position, careOn, childBornOn);
  if (notEligibleMinor > line.totalMinor) throw new NotEligibleExceedsLine({ position, totalMinor: line.totalMinor });
}
