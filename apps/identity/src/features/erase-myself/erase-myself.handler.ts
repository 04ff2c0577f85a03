import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EraseMyself, type PersonErasure } from '#contracts/identity/person-erasures';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { signedInUser } from '../../access.js';
import { beginErasure, erasureRecord } from '../../persistence/person-erasures.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { erasePerson } from '../../privacy/erase-person.saga.js';
import { ErasureDesk } from '../../privacy/erasure-desk.js';

/** Erases whoever signed in, or a member they answer for (ID-1), at every organization of the network. */
@CommandHandler(EraseMyself)
export class EraseMyselfHandler implements ICommandHandler<EraseMyself> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly desk: ErasureDesk,
    private readonly sagas: Sagas,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute(command: EraseMyself): Promise<PersonErasure> {
    const asker = { userId: signedInUser() };
    const { erasureId: id, personId, previewHash } = command;
    const user = { ...(await this.log.get(asker.userId)), grants: [] }; // Nobody's affair where they work.
    return this.idempotency.once(
      command,
      async (em) => {
        const erasing = await this.desk.forUser(asker.userId, personId);
        const preview = await this.desk.confirmed(erasing, `preview-erasure:${asker.userId}`, previewHash);
        const record = await this.database.as(em, 'eraser', async () => {
          await beginErasure(em, id, asker, erasing.subject, preview, this.clock.now());
          return erasureRecord(em, asker, id);
        });
        await this.sagas.start(em, { id, kind: erasePerson, step: 'look', data: {} });
        await this.log.record(em, user, 'identity.own-erasure-begun', { erasure: id });
        return record;
      },
      this.log.scopeOf(user),
    );
  }
}
