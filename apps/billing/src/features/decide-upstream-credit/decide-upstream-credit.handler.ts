import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DecideUpstreamCredit, type UpstreamCreditRecord } from '#contracts/billing/cancellations';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { creditNoteFor } from '../../domain/credit-note.js';
import { UpstreamDecided } from '../../domain/credit.errors.js';
import { creditOf } from '../../domain/credit.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { Cancellations } from '../../persistence/cancellations.js';
import { CreditableItems } from '../../persistence/creditable-items.js';

/** The federation's word on what a club's cancellation asked of it (MEM-20): a credit note to the club, or none. */
@CommandHandler(DecideUpstreamCredit)
export class DecideUpstreamCreditHandler implements ICommandHandler<DecideUpstreamCredit> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly cancellations: Cancellations,
    private readonly items: CreditableItems,
    private readonly levels: BothLevels,
    private readonly bookings: Bookings,
    private readonly audit: Audit,
  ) {}

  execute(command: DecideUpstreamCredit): Promise<UpstreamCreditRecord> {
    const { organization } = requireRole('federation-administrator');
    return this.idempotency.once(command, (em) => this.decide(em, command, organization.id), { organizations: [organization.id] });
  }

  private async decide(em: EntityManager, command: DecideUpstreamCredit, organizationId: Uuid): Promise<UpstreamCreditRecord> {
    const { upstreamCreditId: id, approve } = command;
    const asked = await this.cancellations.upstream(em, organizationId, id);
    if (!asked || asked.issuerId !== organizationId) throw new Missing('billing.no-such-upstream-credit');
    const items = await this.items.ofLines(em, [{ documentId: asked.invoiceId, position: asked.position }], true);
    const now = await this.cancellations.upstreamForUpdate(em, organizationId, id);
    if (now?.state !== 'waiting') throw new UpstreamDecided({ state: now?.state ?? 'none' });

    const { issue } = await this.levels.issuer(em, organizationId);
    const [item] = items;
    const credit = approve ? creditOf(item, command.credit ?? { kind: 'amount', amountMinor: now.askedMinor, tax: 'included' }) : undefined;
    if (credit) {
      const note = creditNoteFor(id, item, issue, [{ item, ...credit }], { reason: 'cancellation', memo: command.memo });
      const plan = { accounts: [], parties: [], documents: [note], freemium: false };
      await this.bookings.write(em, plan, items, { action: 'billing.upstream-credit-approved', subject: id });
    } else {
      await this.audit.record(em, { organizationId, action: 'billing.upstream-credit-refused', subject: id, facts: {} });
    }
    const creditedMinor = credit?.totalMinor ?? 0;
    await this.cancellations.decide(em, id, { state: approve ? 'approved' : 'refused', creditedMinor, decidedOn: issue.issuedOn });
    const decided = await this.cancellations.upstream(em, organizationId, id);
    if (!decided) throw new Missing('billing.no-such-upstream-credit');
    return decided;
  }
}
