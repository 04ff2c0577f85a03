import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { GetBatchOrder, type BatchOrderState } from '#contracts/memberships/batch-orders';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Operation } from '../edge/operation.js';
import { ProgressStream } from '../edge/progress-stream.js';
import { IdOf } from '../edge/public-ids.js';
import type { EdgeRequest } from '../edge/signed-in.js';
import { batchProgressView } from './batch-order.response.js';

const moving: readonly BatchOrderState[] = ['previewing', 'running'];

@ApiTags('Sales')
@Controller('v1/batch-orders')
export class BatchOrderEventsController {
  constructor(
    private readonly messages: Messages,
    private readonly progress: ProgressStream,
  ) {}

  @Get(':id/events')
  @Operation(
    'Follow an order of many',
    {
      description:
        'Server-sent events: `progress` each time something changes, `end` once nothing more happens by itself. A client that comes back with the Last-Event-ID of the end is answered 204.',
      text: { mediaType: 'text/event-stream', example: 'id: 6yB3\nevent: progress\ndata: {"state":"running","processed":2000}\n\n' },
    },
    { refuses: ['forbidden', 'missing'] },
  )
  follow(@Param('id', IdOf('batchOrder')) orderId: Uuid, @Req() request: EdgeRequest, @Res() response: Response): Promise<void> {
    return this.progress.follow(request, response, {
      look: async () => batchProgressView(await this.messages.ask(message(GetBatchOrder, { orderId }))),
      atRest: ({ state }) => !moving.includes(state),
    });
  }
}
