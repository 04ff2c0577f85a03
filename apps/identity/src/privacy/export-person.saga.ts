import { Injectable, type OnModuleInit } from '@nestjs/common';
import { message } from '#contracts/message';
import { CollectPersonalData, holders } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { exportDocument, type CollectedPart } from '../domain/export-document.js';
import { PersonExports } from '../persistence/person-exports.js';
import type { Subject } from '../persistence/subjects.js';

export const exportPerson = 'export-person';

export interface ExportData {
  readonly own: boolean;
  /** Where it is: which service, which of the networks somebody is known in, from which row on, and how many parts there are. */
  readonly holder: number;
  readonly subject: number;
  readonly after: string | null;
  readonly parts: number;
}

export const fromTheStart = { holder: 0, subject: 0, after: null, parts: 0 } as const;

const keptForMs = 7 * 86_400_000;
const exporter = { as: 'exporter' } as const;

/**
 * Asks every service for what it holds of somebody, some rows at a time, and puts the file together. What came in is kept, so that a
 * service that is away holds up the end and loses nothing.
 */
@Injectable()
export class ExportPersonSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly exports: PersonExports,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sagas.register(exportPerson, (saga) => this.run(saga));
  }

  private async run({ id, data }: SagaRow): Promise<SagaNext> {
    const at = data as ExportData;
    const subjects = await this.database.transaction((em) => this.exports.subjectsOf(em, id), exporter);
    if (at.holder >= holders.length) return this.finish(id, subjects);
    const subject = subjects.at(at.subject);
    return { step: 'collect', data: subject ? await this.collect(id, at, subject, subjects.length) : next(at) };
  }

  private async collect(id: Uuid, at: ExportData, subject: Subject, subjects: number): Promise<ExportData> {
    const service = holders[at.holder];
    const { networkId: _networkId, federationId, ...somebody } = subject;
    const question = message(CollectPersonalData, { somebody, own: at.own, after: at.after ?? undefined });
    const asked = () => this.messages.askAt(CollectPersonalData.subjectOf(service), question, { timeoutMs: 60_000 });
    const { sections, next: after } = await runAs(flowCaller(`${exportPerson}:${id}`, somebody.organizationIds, federationId), asked);
    const whole = after === null && at.subject === subjects - 1;
    await this.database.transaction(async (em) => {
      if (sections.length > 0) await this.exports.keep(em, id, service, at.parts, JSON.stringify(sections));
      if (whole) await this.exports.collected(em, id, service);
    }, exporter);
    if (whole) return next({ ...at, parts: at.parts + 1 });
    return after === null ? { ...at, subject: at.subject + 1, after, parts: at.parts + 1 } : { ...at, after, parts: at.parts + 1 };
  }

  private async finish(id: Uuid, subjects: readonly Subject[]): Promise<SagaNext> {
    const organizations = await this.names(subjects.flatMap(({ organizationIds }) => organizationIds));
    const personIds = subjects.flatMap((subject) => subject.personIds);
    await this.database.transaction(async (em) => {
      const parts = (await this.exports.parts(em, id)).map(({ service, text }): CollectedPart => ({
        service,
        sections: JSON.parse(text) as CollectedPart['sections'],
      }));
      if (parts.length === 0 && (await this.exports.isFinished(em, id))) return; // A second try of this step.
      const text = exportDocument({ madeAt: this.clock.now().toISOString(), personIds, organizations }, parts);
      await this.exports.finish(em, id, text, keptForMs);
    }, exporter);
    return 'done';
  }

  private async names(ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
    const text = `SELECT id, name FROM organizations WHERE id = ANY ($1::uuid[]) ORDER BY name, id`;
    const rows = await this.database.transaction((em) => query<{ id: Uuid; name: string }>(em, text, [ids]), { as: 'introducer' });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

const next = (at: ExportData): ExportData => ({ ...at, holder: at.holder + 1, subject: 0, after: null });
