import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

@QueryHandler(GetLedgerCode)
export class GetLedgerCodeHandler implements IQueryHandler<GetLedgerCode> {
  constructor(
    private readonly database: Database,
    private readonly codes: LedgerCodes,
  ) {}

  async execute({ ledgerCodeId }: GetLedgerCode): Promise<LedgerCodeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const found = await this.database.transaction((em) => this.codes.find(em, organization.id, ledgerCodeId));
    if (!found) throw new Missing('billing.no-such-ledger-code');
    return found;
  }
}
