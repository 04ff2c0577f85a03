import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { type SagaNext, type SagaRow, Sagas } from '#platform/sagas/sagas';
import { type Club, clubOfFlow } from '../../access.js';
import { type AssessedImport, Assessor } from '../../assessing/assessor.js';
import { CheckQueue } from '../../assessing/check-queue.js';
import { keepAssessment } from '../../assessing/keep-assessment.js';
import { type CheckData, checkImport } from '../../assessing/start-check.js';
import { loadDecisions } from '../../persistence/choices.js';
import { getImport, getImportForUpdate } from '../../persistence/import-records.js';
import type { FileFormat, Import } from '../../persistence/import.entity.js';
import { movePages } from '../../persistence/pages.js';
import { ReadingFailed } from '../../reading/file-readers.js';
import { FilePages } from './file-pages.js';

/** Judges a file, in the background and in its organization's turn. Killed half-way it starts over: nothing is seen before it is whole. */
@Injectable()
export class CheckImportSaga implements OnModuleInit {
  private readonly logger = new Logger(CheckImportSaga.name);

  constructor(
    private readonly sagas: Sagas,
    private readonly queue: CheckQueue,
    private readonly database: Database,
    private readonly assessor: Assessor,
    private readonly files: FilePages,
    private readonly organizations: OrganizationCopies,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sagas.register(checkImport, (saga) => this.run(saga));
  }

  private async run({ id, data, attempts }: SagaRow): Promise<SagaNext> {
    const club = clubOfFlow();
    if (!this.queue.enter(club.id, id)) return { wait: true, afterMs: 5_000 };
    try {
      await this.check(club, data as CheckData);
    } catch (error) {
      if (!(error instanceof ReadingFailed) || attempts < 1) throw error;
      this.logger.error({ saga: id, err: error }, 'A file could not be read');
      await this.giveUp(club, data as CheckData);
    } finally {
      this.queue.leave(id);
    }
    return 'done';
  }

  private async check(club: Club, data: CheckData): Promise<void> {
    const begun = await this.database.transaction(async (em) => {
      const found = await getImport(em, club.id, data.importId);
      if (!isCurrent(found, data)) return undefined;
      const organization = await this.organizations.get(em, club.id);
      return { found, freemium: organization.freemium, decisions: await loadDecisions(em, found.id) };
    });
    if (!begun) return;
    const { found, freemium, decisions } = begun;
    const judgement = { importId: found.id, organizationId: club.id, assessment: data.revision };
    const today = todayIn(club.timeZone, this.clock.now());
    const file = data.from === 'file' ? this.files.fromBytes(found, judgement, today) : this.files.fromVerdicts(found, today);
    const assessed = await this.assessor.assess({ club, freemium, decisions, pages: file.pages });
    await this.keep(club, data, assessed, file.format);
  }

  private async keep(club: Club, data: CheckData, assessed: AssessedImport, format: FileFormat | null): Promise<void> {
    await this.database.transaction(async (em) => {
      const found = await getImportForUpdate(em, club.id, data.importId);
      if (!isCurrent(found, data)) return; // Repaired or discarded meanwhile: the next check has it.
      const judgement = { importId: found.id, organizationId: club.id, assessment: data.revision };
      if (data.from === 'verdicts') await movePages(em, judgement, found.assessment);
      found.fileFormat = format;
      await keepAssessment(em, found, judgement, assessed, this.clock.now());
    });
  }

  private async giveUp(club: Club, data: CheckData): Promise<void> {
    await this.database.transaction(async (em) => {
      const found = await getImportForUpdate(em, club.id, data.importId);
      if (!isCurrent(found, data)) return;
      found.state = 'failed';
      found.reason = 'The file could not be read within the limits of time and memory.';
      found.version += 1;
    });
  }
}

const isCurrent = ({ state, revision }: Import, data: CheckData): boolean => state === 'checking' && revision === data.revision;
