import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DecideMatches, type ImportRecord, type ImportState } from '#contracts/imports/imports';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingClub } from '../../access.js';
import { startCheck } from '../../assessing/start-check.js';
import { BadRow, NotReady } from '../../domain/imports.errors.js';
import { saveDecisions } from '../../persistence/choices.js';
import { getImportForUpdate, importRecord } from '../../persistence/import-records.js';
import { findIssues } from '../../persistence/issue-rows.js';
import type { Judgement } from '../../persistence/pages.js';

const decidable: ReadonlySet<ImportState> = new Set(['invalid', 'needsDecisions', 'ready']);

/** Keeps the operator's answers to possible matches (IMP-10). With the last one the file is judged again by them. */
@CommandHandler(DecideMatches)
export class DecideMatchesHandler implements ICommandHandler<DecideMatches> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  execute(command: DecideMatches): Promise<ImportRecord> {
    const { club, caller } = actingClub();
    const { importId } = command;
    const answers = command.decisions.map(({ row, personId }) => ({ row, personId: personId ?? null }));
    return this.idempotency.once(command, async (em) => {
      const found = await getImportForUpdate(em, club.id, importId);
      if (!decidable.has(found.state)) throw new NotReady({ state: found.state });
      const judgement = { importId, organizationId: club.id, assessment: found.assessment };
      const open = await this.openAfter(em, judgement, answers);
      await saveDecisions(em, { importId, organizationId: club.id, by: caller.id, at: this.clock.now() }, [...byRow(answers).values()]);
      found.counts = { ...found.counts, decisions: open };
      if (open === 0 && found.state !== 'invalid') await startCheck(em, this.sagas, club, found, 'verdicts');
      else found.version += 1;
      return importRecord(em, club.id, importId);
    });
  }

  /** How many questions these answers leave open; refuses an answer to what was not asked, and one that names nobody suggested. */
  private async openAfter(em: EntityManager, judgement: Judgement, answers: DecideMatches['decisions']): Promise<number> {
    const asked = new Map((await findIssues(em, judgement, { severity: 'decision' })).map((issue) => [issue.row, issue]));
    for (const { row, personId } of answers) {
      const issue = asked.get(row);
      if (!issue) throw new BadRow({ row, reason: 'nothing-to-decide' });
      const suggested = personId === null || issue.candidates?.some((candidate) => candidate.personId === personId);
      if (!suggested) throw new BadRow({ row, reason: 'not-a-candidate' });
    }
    const answered = byRow(answers);
    return [...asked.values()].filter(({ row, answer }) => answer === null && !answered.has(row)).length;
  }
}

const byRow = <T extends { row: number }>(answers: readonly T[]): Map<number, T> => new Map(answers.map((answer) => [answer.row, answer]));
