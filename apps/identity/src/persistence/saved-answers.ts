import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AnswersRecord, AnswerToSave } from '#contracts/identity/forms';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { answersRecord, saveAnswers } from './person-answers.js';

/** Answers with their history (ID-19): the log says who answered which questions when, and never what. */
@Injectable()
export class SavedAnswers {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Answers alone: the forms that were touched are whole then. */
  async save(em: EntityManager, organizationId: Uuid, personId: Uuid, given: readonly AnswerToSave[]): Promise<AnswersRecord> {
    await this.record(em, organizationId, personId, given, 'touched');
    return answersRecord(em, organizationId, personId);
  }

  /** With a profile: nothing is saved while any form lacks what it requires. */
  saveWithProfile(em: EntityManager, organizationId: Uuid, personId: Uuid, given: readonly AnswerToSave[]): Promise<void> {
    return this.record(em, organizationId, personId, given, 'all');
  }

  private async record(em: EntityManager, organizationId: Uuid, personId: Uuid, given: readonly AnswerToSave[], of: 'all' | 'touched') {
    const changes = await saveAnswers(em, organizationId, personId, given, { of, at: this.clock.now() });
    for (const facts of changes)
      await this.audit.record(em, { organizationId, action: 'identity.form-answered', subject: personId, facts });
  }
}
