import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ErasePerson, type PersonErasure } from '#contracts/identity/person-erasures';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingAdministrator } from '../../access.js';
import { beginErasure, erasureRecord } from '../../persistence/person-erasures.js';
import { erasePerson } from '../../privacy/erase-person.saga.js';
import { ErasureDesk } from '../../privacy/erasure-desk.js';

/** Begins what was shown and confirmed. A repeat of it finds what it began, whatever stands by then. */
@CommandHandler(ErasePerson)
export class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly desk: ErasureDesk,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: ErasePerson): Promise<PersonErasure> {
    const asker = { organizationId: actingAdministrator().organization.id };
    const { erasureId: id, personId, previewHash } = command;
    return this.idempotency.once(command, async (em) => {
      const erasing = await this.desk.forOrganization(asker.organizationId, personId);
      const preview = await this.desk.confirmed(erasing, `preview-erasure:${personId}`, previewHash);
      const record = await this.database.as(em, 'eraser', async () => {
        await beginErasure(em, id, asker, erasing.subject, preview, this.clock.now());
        return erasureRecord(em, asker, id);
      });
      await this.sagas.start(em, { id, kind: erasePerson, step: 'look', data: {} });
      const facts = { erasure: id, everywhere: preview.everywhere, preview: previewHash };
      await this.audit.record(em, { ...asker, action: 'identity.person-erasure-begun', subject: personId, facts });
      return record;
    });
  }
}
