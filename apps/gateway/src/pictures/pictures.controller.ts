import { Controller, Delete, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { AppendPicturePiece, GetPicture, RemovePicture, SetPicture } from '#contracts/identity/pictures';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { Flag } from '../edge/flag.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { PictureView, pictureView } from './picture.response.js';
import { sendPicture } from './send-picture.js';

/** Unpacking tens of megapixels takes longer than answering a question. */
const makingMs = 60_000;

export class PictureRequest {
  @Flag('A picture that is there changes for every organization that knows the person: without it none does')
  readonly confirmShared?: boolean;
}

@ApiTags('Clients')
@Controller('v1/people/:id/picture')
export class PicturesController {
  constructor(private readonly messages: Messages) {}

  @Put()
  @ApiConsumes('image/jpeg', 'image/png', 'image/webp')
  @ApiBody({
    required: true,
    schema: { type: 'string', format: 'binary', description: 'At most 5 MiB and 50 million pixels', example: '…' },
  })
  @Operation(
    'Give a person a picture',
    { description: 'It is kept', type: PictureView, headers: { ETag: 'The version of the picture' } },
    { takesFile: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'too-large', 'wrong-type', 'rule'] },
    'Cut to a square, made small and written anew, without place, time or camera. It changes for every organization of the network that knows the person.',
  )
  async set(
    @Param('id', IdOf('person')) personId: Uuid,
    @Req() request: Request,
    @Query() { confirmShared }: PictureRequest,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PictureView> {
    const uploadId = creationId('picture', caller, idempotencyKey);
    const sha256 = await sendPicture(request, (index, bytes) =>
      this.messages.ask(message(AppendPicturePiece, { uploadId, personId, index, bytes: bytes.toString('base64') })),
    );
    const command = message(SetPicture, { personId, uploadId, sha256, confirmShared });
    const picture = await this.messages.ask(command, { idempotencyKey, timeoutMs: makingMs });
    response.setHeader('ETag', `"${picture.sha256}"`);
    return pictureView(picture);
  }

  @Get()
  @Operation(
    'Get the picture of a person',
    { description: 'A square JPEG', text: { mediaType: 'image/jpeg', example: '…' }, headers: { ETag: 'The version of the picture' } },
    { refuses: ['forbidden', 'missing'] },
    'A picture that was seen already is answered by 304, when `If-None-Match` names it.',
  )
  async get(@Param('id', IdOf('person')) personId: Uuid, @Res() response: Response): Promise<void> {
    const { sha256, base64 } = await this.messages.ask(message(GetPicture, { personId }));
    // Kept by who asked, who asks each time whether it is still theirs to see.
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', `"${sha256}"`);
    response.type('image/jpeg').send(Buffer.from(base64, 'base64'));
  }

  @Delete()
  @Operation(
    'Take the picture of a person away',
    { description: 'The picture that was', type: PictureView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'rule'] },
    'For every organization of the network.',
  )
  async remove(
    @Param('id', IdOf('person')) personId: Uuid,
    @Query() { confirmShared }: PictureRequest,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<PictureView> {
    return pictureView(await this.messages.ask(message(RemovePicture, { personId, confirmShared }), { idempotencyKey }));
  }
}
