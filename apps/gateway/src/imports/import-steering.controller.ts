import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { SteerImport } from '#contracts/imports/imports';
import type { ErrorKind } from '#kernel/domain-error';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { ImportView, importView } from './import.response.js';

const answer = { description: 'The import as it is now', type: ImportView };
const refuses: ErrorKind[] = ['invalid', 'forbidden', 'missing', 'conflict', 'rule'];

@ApiTags('Imports')
@Controller('v1/imports')
export class ImportSteeringController {
  constructor(private readonly messages: Messages) {}

  @Post(':id/pause')
  @Operation('Pause a run', answer, { idempotency: 'honoured', refuses }, 'Batches under way are finished first.')
  pause(@Param('id', IdOf('import')) id: Uuid, @IdempotencyKey() key: string | undefined): Promise<ImportView> {
    return this.steer(id, 'pause', key);
  }

  @Post(':id/resume')
  @Operation('Go on with a paused run', answer, { idempotency: 'honoured', refuses })
  resume(@Param('id', IdOf('import')) id: Uuid, @IdempotencyKey() key: string | undefined): Promise<ImportView> {
    return this.steer(id, 'resume', key);
  }

  @Post(':id/cancel')
  @Operation('Give up a committed import', answer, { idempotency: 'honoured', refuses }, 'Before its first row runs; never half a file.')
  cancel(@Param('id', IdOf('import')) id: Uuid, @IdempotencyKey() key: string | undefined): Promise<ImportView> {
    return this.steer(id, 'cancel', key);
  }

  @Post(':id/discard')
  @Operation('Drop a file that was never committed', answer, { idempotency: 'honoured', refuses })
  discard(@Param('id', IdOf('import')) id: Uuid, @IdempotencyKey() key: string | undefined): Promise<ImportView> {
    return this.steer(id, 'discard', key);
  }

  private async steer(importId: Uuid, to: SteerImport['to'], idempotencyKey: string | undefined): Promise<ImportView> {
    return importView(await this.messages.ask(message(SteerImport, { importId, to }), { idempotencyKey }));
  }
}
