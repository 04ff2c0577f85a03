import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DecideMatches, type ImportRecord, type ImportState } from '#contracts/imports/imports';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingClub } from '../../access.js';
import { startCheck } from '../../assessing/start-check.js';
import { BadRow, NotReady } from '../../domain/imports.errors.js';
import { type DecisionToSave, saveDecisions } from '../../persistence/choices.js';
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
      const { decisions, open } = await this.decide(em, judgement, answers);
      await saveDecisions(em, { importId, organizationId: club.id, by: caller.id, at: this.clock.now() }, decisions);
      found.counts = { ...found.counts, decisions: open };
      if (open === 0 && found.state !== 'invalid') await startCheck(em, this.sagas, club, found, 'verdicts');
      else found.version += 1;
      return importRecord(em, club.id, importId);
    });
  }

  /** The decisions these answers make and how many questions they leave open; refuses an answer to what was not asked, or that names nobody suggested. */
  private async decide(
    em: EntityManager,
    judgement: Judgement,
    answers: DecideMatches['decisions'],
  ): Promise<{ decisions: DecisionToSave[]; open: number }> {
    const asked = new Map((await findIssues(em, judgement, { severity: 'decision' })).map((issue) => [issue.row, issue]));
    const decided = new Map<number, DecisionToSave>();
    for (const { row, personId } of answers) {
      const offered = asked.get(row)?.candidates?.map((candidate) => candidate.personId);
      if (!offered) throw new BadRow({ row, reason: 'nothing-to-decide' });
      if (personId !== null && !offered.includes(personId)) throw new BadRow({ row, reason: 'not-a-candidate' });
      decided.set(row, { row, personId, offered });
    }
    const open = [...asked.values()].filter(({ row, answer }) => answer === null && !decided.has(row)).length;
    return { decisions: [...decided.values()], open };
  }
}
