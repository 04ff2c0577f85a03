import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RequestOwnExport, type PersonExport } from '#contracts/identity/person-exports';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { signedInUser } from '../../access.js';
import { PersonExports } from '../../persistence/person-exports.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { ownSubjects } from '../../persistence/subjects.js';
import { exportPerson, fromTheStart } from '../../privacy/export-person.saga.js';

/** Everything that every organization holds of whoever signed in, or of a member they answer for (ID-1). */
@CommandHandler(RequestOwnExport)
export class RequestOwnExportHandler implements ICommandHandler<RequestOwnExport> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly exports: PersonExports,
    private readonly sagas: Sagas,
    private readonly log: SignInLog,
  ) {}

  async execute(command: RequestOwnExport): Promise<PersonExport> {
    const owner = { userId: signedInUser() };
    const { exportId: id, personId } = command;
    const subjects = await ownSubjects(this.database, owner.userId, personId);
    if (subjects.length === 0) throw new Missing('identity.no-such-person');
    const user = await this.log.get(owner.userId);
    return this.idempotency.once(
      command,
      async (em) => {
        const record = await this.database.as(em, 'exporter', async () => {
          await this.exports.begin(em, id, owner, personId ?? null, subjects);
          return this.exports.get(em, owner, id);
        });
        await this.sagas.start(em, { id, kind: exportPerson, step: 'collect', data: { own: true, ...fromTheStart } });
        await this.log.record(em, { ...user, grants: [] }, 'identity.own-export-requested', { export: id }); // Nobody's affair where they work.
        return record;
      },
      this.log.scopeOf({ ...user, grants: [] }),
    );
  }
}
