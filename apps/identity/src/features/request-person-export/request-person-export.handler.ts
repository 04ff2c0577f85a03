import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RequestPersonExport, type PersonExport } from '#contracts/identity/person-exports';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingAdministrator } from '../../access.js';
import { PersonExports } from '../../persistence/person-exports.js';
import { heldBy } from '../../persistence/subjects.js';
import { exportPerson, fromTheStart } from '../../privacy/export-person.saga.js';

/** What the acting organization holds of a person, and nothing that another one does (reliability.md, Privacy). */
@CommandHandler(RequestPersonExport)
export class RequestPersonExportHandler implements ICommandHandler<RequestPersonExport> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly exports: PersonExports,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
  ) {}

  async execute(command: RequestPersonExport): Promise<PersonExport> {
    const { organization } = actingAdministrator();
    const { exportId: id, personId } = command;
    const owner = { organizationId: organization.id };
    const subject = await heldBy(this.database, organization.id, personId);
    if (!subject) throw new Missing('identity.no-such-person');
    return this.idempotency.once(command, async (em) => {
      const record = await this.database.as(em, 'exporter', async () => {
        await this.exports.begin(em, id, owner, personId, [subject]);
        return this.exports.get(em, owner, id);
      });
      await this.sagas.start(em, { id, kind: exportPerson, step: 'collect', data: { own: false, ...fromTheStart } });
      const action = 'identity.person-export-requested';
      await this.audit.record(em, { organizationId: organization.id, action, subject: personId, facts: { export: id } });
      return record;
    });
  }
}
