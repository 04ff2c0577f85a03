import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetUndo, GetUndoPreview, UndoImport } from '#contracts/imports/undo';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { LongPageRequest } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { ImportView, importView } from './import.response.js';
import { UndoPreviewView, UndoResultView, undoPreviewView, undoResultView } from './undo.response.js';

/** Taking an import back (IMP-17). */
@ApiTags('Imports')
@Controller('v1/imports')
export class ImportUndoController {
  constructor(private readonly messages: Messages) {}

  @Get(':id/undo-preview')
  @Operation(
    'See what an undo would do',
    { description: 'Computed, not written', type: UndoPreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule'] },
    'What would be withdrawn, cancelled, credited and paid back; and by name, with the reasons, what was used since and is kept.',
  )
  async preview(@Param('id', IdOf('import')) importId: Uuid, @Query() { limit, after }: LongPageRequest): Promise<UndoPreviewView> {
    return undoPreviewView(await this.messages.ask(message(GetUndoPreview, { importId, limit, after }), { timeoutMs: 60_000 }));
  }

  @Post(':id/undo')
  @Operation(
    'Undo an import',
    { status: 202, description: 'The import, being undone', type: ImportView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule'] },
    'Within 30 days of its end. Nothing is deleted: memberships are cancelled, invoices credited at both levels, people and accounts archived. What was paid, edited or used since is kept. A second undo changes nothing.',
  )
  async undo(@Param('id', IdOf('import')) importId: Uuid, @RequiredIdempotencyKey() idempotencyKey: string): Promise<ImportView> {
    return importView(await this.messages.ask(message(UndoImport, { importId }), { idempotencyKey }));
  }

  @Get(':id/undo')
  @Operation(
    'See what an undo has done',
    { description: 'By now, while it is under way', type: UndoResultView },
    { refuses: ['invalid', 'forbidden', 'missing', 'conflict'] },
  )
  async result(@Param('id', IdOf('import')) importId: Uuid, @Query() { limit, after }: LongPageRequest): Promise<UndoResultView> {
    return undoResultView(await this.messages.ask(message(GetUndo, { importId, limit, after })));
  }
}
