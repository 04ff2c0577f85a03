import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CreateInvoice } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { DueBeforeIssue } from '../../domain/credit.errors.js';
import { partyId } from '../../domain/document-ids.js';
import { draftInvoice } from '../../domain/draft-invoice.js';
import { extraLine } from '../../domain/pair.js';
import type { Plan } from '../../domain/plan.js';
import { BothLevels, type IssuerToday } from '../../persistence/both-levels.js';
import { personOf, type Debtor } from '../../persistence/debtors.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

type Asked = Pick<CreateInvoice, 'invoiceId' | 'lines' | 'dueOn' | 'memo'>;

/** What staff ask to be billed, drafted: to be shown, or carried out. */
@Injectable()
export class StaffInvoices {
  constructor(
    private readonly levels: BothLevels,
    private readonly ledgerCodes: LedgerCodes,
  ) {}

  async draft(em: EntityManager, organizationId: Uuid, asked: Asked, debtor: Debtor): Promise<Plan> {
    const issuer = await this.levels.issuer(em, organizationId);
    const codes = asked.lines.map((line) => line.ledgerCode);
    await this.ledgerCodes.refuseArchived(em, organizationId, codes);
    return draft(asked, issuer, debtor);
  }
}

function draft({ invoiceId, lines, dueOn, memo }: Asked, { organization, issue }: IssuerToday, debtor: Debtor): Plan {
  const { account, name, address } = debtor;
  const party = { id: partyId(invoiceId, account.level), issuerId: issue.issuerId, debtorId: account.debtorId, name, address };
  const items = lines.map((line) => extraLine(line, personOf(debtor, line.personId)));
  if (dueOn !== undefined && dueOn < issue.issuedOn) throw new DueBeforeIssue({ dueOn, issuedOn: issue.issuedOn });
  const document = {
    ...draftInvoice(items, organization.taxes),
    ...issue,
    id: invoiceId,
    kind: 'invoice' as const,
    operationId: invoiceId,
    importId: null,
    importRow: null,
    dueOn: dueOn ?? issue.dueOn,
    level: account.level,
    debtorId: account.debtorId,
    billingAccountId: account.id,
    partyId: party.id,
    memo,
  };
  return { accounts: [account], parties: [party], documents: [document], freemium: false };
}
