import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartImport, type ImportRecord } from '#contracts/imports/imports';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingClub } from '../../access.js';
import { startCheck } from '../../assessing/start-check.js';
import { FileTooLarge, UploadIncomplete } from '../../domain/imports.errors.js';
import { Import, noCounts } from '../../persistence/import.entity.js';
import { importRecord } from '../../persistence/import-records.js';
import { describeUpload } from '../../persistence/upload-pieces.js';
import { limits } from '../../reading/limits.js';

/** Makes an import of an upload that arrived whole, and has it checked. */
@CommandHandler(StartImport)
export class StartImportHandler implements ICommandHandler<StartImport> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  execute(command: StartImport): Promise<ImportRecord> {
    const { club, caller } = actingClub();
    const { importId, uploadId, kind, fileName, pieces, size, sha256 } = command;
    if (size > limits.fileBytes) throw new FileTooLarge({ size, atMost: limits.fileBytes });
    return this.idempotency.once(command, async (em) => {
      const earlier = await em.findOne(Import, { id: importId, organizationId: club.id });
      if (earlier) return importRecord(em, club.id, importId);

      const uploaded = await describeUpload(em, club.id, uploadId);
      const whole = uploaded.pieces === pieces && uploaded.size === size && (size === 0 || uploaded.sha256 === sha256);
      const used = await em.count(Import, { uploadId });
      if (!whole || used > 0) throw new UploadIncomplete({ pieces: uploaded.pieces, size: uploaded.size });

      const made = em.create(Import, {
        id: importId,
        organizationId: club.id,
        federationId: club.federationId,
        kind,
        fileName: labelOf(fileName),
        uploadId,
        sha256,
        size,
        state: 'checking',
        createdBy: caller.id,
        createdByName: caller.name,
        createdAt: this.clock.now(),
        counts: noCounts,
        revision: 0,
        assessment: 0,
        processed: 0,
        peopleDone: 0,
        membershipsDone: 0,
        invoicesDone: 0,
        version: 0,
      });
      await em.flush();
      await startCheck(em, this.sagas, club, made, 'file');
      return importRecord(em, club.id, importId);
    });
  }
}

/** A file's name is a label, never a path, and shows no control characters. */
const labelOf = (fileName: string): string => (fileName.split(/[/\\]/).pop() ?? '').replace(/\p{C}/gu, '').trim() || 'import.csv';
