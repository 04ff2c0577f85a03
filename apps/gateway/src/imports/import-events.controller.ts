import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetImport, type ImportState } from '#contracts/imports/imports';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { ProgressStream } from '../edge/progress-stream.js';
import { IdOf } from '../edge/public-ids.js';
import type { EdgeRequest } from '../edge/signed-in.js';
import { importProgressView } from './import.response.js';

const moving: readonly ImportState[] = ['checking', 'running', 'undoing'];

@ApiTags('Imports')
@Controller('v1/imports')
export class ImportEventsController {
  constructor(
    private readonly messages: Messages,
    private readonly progress: ProgressStream,
  ) {}

  @Get(':id/events')
  @Operation(
    'Follow an import',
    {
      description:
        'Server-sent events: `progress` each time something changes, `end` once nothing more happens by itself. A client that comes back with the Last-Event-ID of the end is answered 204.',
      text: { mediaType: 'text/event-stream', example: 'id: 6yB3\nevent: progress\ndata: {"state":"running","processed":400}\n\n' },
    },
    { refuses: ['forbidden', 'missing'] },
  )
  follow(@Param('id', IdOf('import')) importId: Uuid, @Req() request: EdgeRequest, @Res() response: Response): Promise<void> {
    return this.progress.follow(request, response, {
      look: async () => importProgressView(await this.messages.ask(message(GetImport, { importId }))),
      atRest: ({ state }) => !moving.includes(state),
    });
  }
}
