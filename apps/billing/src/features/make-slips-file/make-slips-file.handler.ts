import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MakeSlipsFile } from '#contracts/billing/childcare';
import type { FilePiece } from '#contracts/billing/files.query';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { TooLongForAFile } from '../../domain/statement.errors.js';
import { Files } from '../../papers/files.js';
import { languageOf } from '../../papers/language.js';
import { wordsOf } from '../../papers/words/words.js';
import { Slips } from '../../persistence/slips.js';

const longest = 5_000;
const first = { year: 9999, number: 0 };

/** The whole insurance numbers are in it: whoever makes the file stands in the audit log (BIL-28). */
@QueryHandler(MakeSlipsFile)
export class MakeSlipsFileHandler implements IQueryHandler<MakeSlipsFile> {
  constructor(
    private readonly database: Database,
    private readonly slips: Slips,
    private readonly organizations: OrganizationCopies,
    private readonly files: Files,
    private readonly audit: Audit,
  ) {}

  async execute({ format, language: asked, ...filter }: MakeSlipsFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { slips, issuer } = await this.database.transaction(async (em) => {
      const rows = await this.slips.list(em, organization.id, filter, first, longest + 1);
      if (rows.length === 0) throw new Missing('billing.no-such-slips');
      if (rows.length > longest) throw new TooLongForAFile({ atMost: longest });
      const facts = { format, insuranceNumbersRead: rows.length, year: filter.year ?? null };
      const subject = filter.billingAccountId ?? organization.id;
      await this.audit.record(em, { organizationId: organization.id, action: 'billing.care-slips-read', subject, facts });
      const whole = rows.map((row) => this.slips.withNumber(organization.id, row));
      return { slips: whole.toReversed(), issuer: await this.organizations.get(em, organization.id) };
    });
    const language = languageOf(asked, issuer);
    const name = [wordsOf[language].titles.slips, filter.year].filter(Boolean).join(' ');
    return this.files.make(organization.id, name, { kind: 'slips', format, slips, issuer, language });
  }
}
