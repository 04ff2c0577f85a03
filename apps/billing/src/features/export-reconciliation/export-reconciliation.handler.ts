import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ExportReconciliation } from '#contracts/billing/reconciliation';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { BadCursor } from '#platform/paging';
import { CertificateKeys } from '../../certificates/certificate-keys.js';
import { reconciledPart, type ReconciledPart } from '../../certificates/reconciled-part.js';
import { signedText, writeHead, writePairs, writeSignature, writeTotals, type CertificateProgress } from '../../domain/certificate.js';
import { statementPeriod } from '../../domain/statement.js';
import { ReconciliationPairs, firstPlace, type PairPlace, type PairScope } from '../../persistence/reconciliation-pairs.js';

/** As long as one message may carry it: a row takes less than 800 bytes there. */
const rowsAPiece = 1250;

/** How far a certificate is: sealed, because what it leads to is signed. */
interface Progress extends CertificateProgress {
  readonly scope: PairScope;
  readonly place: PairPlace;
  readonly for: Uuid;
}

type Piece = { text: string; next: string | null; fileName: string };

/** The certificate as a file, a piece at a time; replicas keep nothing of it in between. */
@QueryHandler(ExportReconciliation)
export class ExportReconciliationHandler implements IQueryHandler<ExportReconciliation> {
  constructor(
    private readonly database: Database,
    private readonly pairs: ReconciliationPairs,
    private readonly keys: CertificateKeys,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute({ clubId, after, ...days }: ExportReconciliation): Promise<Piece> {
    const part = reconciledPart(clubId);
    if (after !== undefined) return this.goOn(this.opened(after, part), '');
    const { text, progress } = await this.begin(part, days);
    return this.goOn(progress, text);
  }

  private async begin({ organization, federationId, clubId }: ReconciledPart, days: Pick<ExportReconciliation, 'from' | 'to'>) {
    if (federationId === null) throw new Missing('billing.no-such-reconciliation');
    const now = this.clock.now();
    const period = statementPeriod(days.from, days.to, todayIn(organization.timeZone, now));
    await this.database.transaction((em) =>
      this.audit.record(em, {
        organizationId: organization.id,
        action: 'billing.reconciliation-exported',
        subject: federationId,
        facts: { ...period, clubId },
      }),
    );
    const upTo = await this.database.transaction((em) => this.pairs.ends(em, federationId), { as: 'reconciler' });
    const head = writeHead({ federationId, clubId, ...period, asOf: now.toISOString() });
    const scope: PairScope = { federationId, clubId, ...period, upTo };
    return { text: head.text, progress: { ...head.progress, scope, place: firstPlace, for: organization.id } };
  }

  private async goOn({ scope, place, for: holder, ...written }: Progress, before: string): Promise<Piece> {
    const { pairs, next } = await this.database.transaction((em) => this.pairs.stretch(em, scope, place, rowsAPiece), { as: 'reconciler' });
    const { text, progress } = writePairs(pairs, written);
    const fileName = `reconciliation-${scope.from}-${scope.to}.jsonl`;
    if (next) return { text: before + text, next: this.keys.seal({ ...progress, scope, place: next, for: holder }), fileName };
    const totals = writeTotals(progress);
    const signature = writeSignature(this.keys.sign(signedText(totals.hash)), this.keys.publicKey);
    return { text: before + text + totals.text + signature, next: null, fileName };
  }

  private opened(sealed: string, { organization }: ReconciledPart): Progress {
    const progress = this.keys.open(sealed) as Progress | undefined; // As this very class sealed it.
    if (progress?.for !== organization.id) throw new BadCursor();
    return progress;
  }
}
