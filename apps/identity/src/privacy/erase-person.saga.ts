import { Injectable, type OnModuleInit } from '@nestjs/common';
import { message } from '#contracts/message';
import { PersonErased } from '#contracts/identity/person-erasures';
import { ErasePersonalData, holders, type ErasureObstacle } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { flowCaller, runAs } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import { endErasure, erasedAt, erasureToDo, type ErasureToDo } from '../persistence/person-erasures.js';
import { ErasureDesk } from './erasure-desk.js';

export const erasePerson = 'erase-person';

const eraser = { as: 'eraser' } as const;

/** Identity last: until all others have erased, the flow knows whose rows they are. */
const inOrder = [...holders.filter((service) => service !== 'identity'), 'identity' as const];

/**
 * Erases somebody over all services. Looked at once more before the first row goes: whatever came in the way since it was confirmed ends
 * it, named, with nothing erased. From then on it goes on to the end; each step does the same thing twice without harm.
 */
@Injectable()
export class ErasePersonSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly desk: ErasureDesk,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.sagas.register(erasePerson, (saga) => this.run(saga));
  }

  private async run({ id, step }: SagaRow): Promise<SagaNext> {
    const erasure = await this.database.transaction((em) => erasureToDo(em, id), eraser);
    if (erasure.state !== 'running') return 'done';
    const { organizationIds, federationId } = erasure.subject;
    return runAs(flowCaller(`${erasePerson}:${id}`, organizationIds, federationId), () =>
      step === 'look' ? this.look(id, erasure) : this.erase(id, erasure),
    );
  }

  private async look(id: Uuid, erasure: ErasureToDo): Promise<SagaNext> {
    const { obstacles } = await this.desk.preview(erasure, `${erasePerson}:${id}`);
    if (obstacles.length === 0) return { step: 'erase' };
    await this.refuse(id, erasure, obstacles);
    return 'done';
  }

  /** One service a step. */
  private async erase(id: Uuid, erasure: ErasureToDo): Promise<SagaNext> {
    const service = inOrder.find((one) => !erasure.done.includes(one));
    if (service !== undefined) {
      const { networkId: _networkId, federationId: _federationId, ...somebody } = erasure.subject;
      const command = message(ErasePersonalData, { somebody, everywhere: erasure.everywhere });
      await this.messages.askAt(ErasePersonalData.subjectOf(service), command, { timeoutMs: 60_000 });
      this.crashPoints.reach('identity.erasure.service-erased');
      await this.database.transaction((em) => erasedAt(em, id, service), eraser);
      this.crashPoints.reach('identity.erasure.service-noted');
      return { step: 'erase' };
    }
    await this.finish(id, erasure);
    this.crashPoints.reach('identity.erasure.finished');
    return 'done';
  }

  private async finish(id: Uuid, erasure: ErasureToDo): Promise<void> {
    const { personId, everywhere, subject } = erasure;
    await this.database.transaction(async (em) => {
      const ended = await this.database.as(em, 'eraser', () => endErasure(em, id, 'erased', [], this.clock.now()));
      if (!ended) return;
      await this.outbox.add(em, PersonErased, { erasureId: id, personId, everywhere, organizationIds: [...subject.organizationIds] });
      for (const organizationId of [...subject.organizationIds].sort()) {
        const facts = { erasure: id, everywhere };
        await this.audit.record(em, { organizationId, action: 'identity.person-erased', subject: personId, facts });
      }
    });
  }

  private async refuse(id: Uuid, { personId, organizationId, subject }: ErasureToDo, obstacles: readonly ErasureObstacle[]): Promise<void> {
    await this.database.transaction(async (em) => {
      const ended = await this.database.as(em, 'eraser', () => endErasure(em, id, 'refused', obstacles, this.clock.now()));
      if (!ended) return;
      const told = organizationId ?? subject.organizationIds[0];
      const action = 'identity.person-erasure-refused';
      await this.audit.record(em, { organizationId: told, action, subject: personId, facts: { erasure: id } });
    });
  }
}
