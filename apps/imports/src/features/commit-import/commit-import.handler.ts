import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import { CommitImport, type ImportRecord } from '#contracts/imports/imports';
import type { MatchVerdict } from '#contracts/identity/match-people.query';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Sagas } from '#platform/sagas/sagas';
import { type Club, actingClub, asFlowOf } from '../../access.js';
import { type AssessedImport, Assessor, type FileToAssess } from '../../assessing/assessor.js';
import { keepAssessment } from '../../assessing/keep-assessment.js';
import { checkedPage } from '../../domain/assessment.js';
import { cutBatches } from '../../domain/batches.js';
import { differenceBetween } from '../../domain/difference.js';
import { NotReady, PreviewChanged, RepeatUnconfirmed } from '../../domain/imports.errors.js';
import { digestOf } from '../../domain/preview.js';
import { saveBatches } from '../../persistence/batch-rows.js';
import { loadDecisions } from '../../persistence/choices.js';
import { getPreviewForUpdate, importRecord } from '../../persistence/import-records.js';
import type { Import } from '../../persistence/import.entity.js';
import { allPages, checkedPages, movePages } from '../../persistence/pages.js';
import { runIdOf, runImport } from '../../running/batch-run.js';

/** A batch is a few messages, each within the megabyte that NATS takes, however much of it has to be escaped. */
const batchLimits = { rows: 650, bytes: 500_000 };
const alarmAfterMs = 30 * 60_000;

type Outcome = { committed: ImportRecord } | { changed: PreviewChanged['facts'] };

/** What a second look found, and what it was made from. */
interface SecondLook {
  readonly assessed: AssessedImport;
  readonly verdicts: Map<number, readonly MatchVerdict[]>; // By first row of their page.
  readonly bytesOf: Map<number, number>; // By row.
}

/**
 * Starts the run of exactly what a preview showed (IMP-16): the file is assessed again by the code that made the preview. When
 * something it covers has changed, the new preview takes its place and the difference is named. A refusal is an answer too: it is
 * kept under the idempotency key with the new preview.
 */
@CommandHandler(CommitImport)
export class CommitImportHandler implements ICommandHandler<CommitImport> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly assessor: Assessor,
    private readonly organizations: OrganizationCopies,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CommitImport): Promise<ImportRecord> {
    const { club, caller } = actingClub();
    const outcome = await this.idempotency.once<Outcome>(command, async (em) => {
      const found = await getPreviewForUpdate(em, club.id, command.importId);
      if (found.state !== 'ready' || !found.preview) throw new NotReady({ state: found.state });
      if (command.previewHash !== found.previewHash) throw anotherPreview(found, club);
      const { sameContentAs } = await importRecord(em, club.id, found.id);
      if (sameContentAs.length > 0 && command.confirmRepeat !== true) throw new RepeatUnconfirmed({ sameContentAs });

      const look = await this.lookAgain(em, club, found);
      const changed = look.assessed.summary.previewHash !== found.previewHash;
      const difference = changed ? differenceBetween(found.preview, look.assessed, languageOf(club)) : [];
      if (changed || digestOf(look.assessed.plans) !== found.preview.digest) await this.keep(em, found, look);
      if (changed) return { changed: { previewHash: found.previewHash ?? null, difference } };
      await this.commit(em, club, caller.id, found, look);
      return { committed: await importRecord(em, club.id, found.id) };
    });
    if ('changed' in outcome) throw new PreviewChanged(outcome.changed);
    return outcome.committed;
  }

  private async lookAgain(em: EntityManager, club: Club, found: Import): Promise<SecondLook> {
    const { freemium } = await this.organizations.get(em, club.id);
    const decisions = await loadDecisions(em, found.id);
    const [verdicts, bytesOf] = [new Map<number, readonly MatchVerdict[]>(), new Map<number, number>()];
    const pages = pagesOf(em, found, todayIn(club.timeZone, this.clock.now()), verdicts, bytesOf);
    const assessed = await asFlowOf(club, found.id, () => this.assessor.assess({ club, freemium, decisions, pages }));
    return { assessed, verdicts, bytesOf };
  }

  private async keep(em: EntityManager, found: Import, { assessed, verdicts }: SecondLook): Promise<void> {
    found.revision += 1;
    const judgement = { importId: found.id, organizationId: found.organizationId, assessment: found.revision };
    await movePages(em, judgement, found.assessment, verdicts);
    await keepAssessment(em, found, judgement, assessed, this.clock.now());
  }

  private async commit(em: EntityManager, club: Club, callerId: string, found: Import, { assessed, bytesOf }: SecondLook): Promise<void> {
    const batches = cutBatches(assessed.plans, batchLimits, (row) => bytesOf.get(row) ?? 0);
    await saveBatches(em, { importId: found.id, organizationId: club.id }, batches);
    found.state = 'running';
    found.reason = null;
    found.committedAt = this.clock.now();
    found.committedBy = callerId;
    found.processed = assessed.summary.skipped;
    found.version += 1;
    await em.flush();

    const deadlineAt = new Date(this.clock.now().getTime() + alarmAfterMs);
    const saga = { id: runIdOf(found), kind: runImport, step: 'reserve', data: { importId: found.id }, deadlineAt };
    await asFlowOf(club, found.id, () => this.sagas.start(em, saga));
    const { people, memberships, totals, previewHash } = assessed.summary;
    await this.audit.record(em, {
      organizationId: club.id,
      action: 'imports.import-committed',
      subject: found.id,
      facts: {
        previewHash,
        rows: assessed.rows,
        people,
        memberships,
        client: totals.client.totalMinor,
        corporate: totals.corporate.totalMinor,
      },
    });
  }
}

/** The stored pages, to be matched anew; notes what identity says of each and how much room each row takes in a message. */
async function* pagesOf(
  em: EntityManager,
  { id: importId, organizationId, assessment, fileFormat }: Import,
  today: string,
  verdictsOf: Map<number, readonly MatchVerdict[]>,
  bytesOf: Map<number, number>,
): FileToAssess['pages'] {
  yield { issues: fileFormat?.issues ?? [] };
  const judgement = { importId, organizationId, assessment };
  for await (const { firstRow, rows, issues } of allPages((from, to) => checkedPages(em, judgement, from, to))) {
    for (const { row, values } of rows) bytesOf.set(row, 600 + Buffer.byteLength(values.join('')));
    const keep = async (verdicts: readonly MatchVerdict[]): Promise<void> => void verdictsOf.set(firstRow, verdicts);
    yield { page: checkedPage(rows, issues, today), verdicts: null, keep };
  }
}

const languageOf = ({ languages }: Club): 'en' | 'fr' => (languages[0] === 'fr' ? 'fr' : 'en');

function anotherPreview({ previewHash }: Import, club: Club): PreviewChanged {
  const difference = {
    en: 'There is a later preview than the one you name.',
    fr: 'Il existe un aperçu plus récent que celui que vous nommez.',
  };
  return new PreviewChanged({ previewHash: previewHash ?? null, difference: [difference[languageOf(club)]] });
}
