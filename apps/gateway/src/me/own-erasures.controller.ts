import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '#contracts/caller';
import { EraseMyself, PreviewOwnErasure } from '#contracts/identity/person-erasures';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import {
  ErasurePreviewView,
  PersonErasureView,
  erasurePreviewView,
  personErasureView,
} from '../person-erasures/person-erasure.response.js';
import { OwnErasureBody, OwnErasurePreviewBody } from '../person-erasures/person-erasures.requests.js';

const options = { timeoutMs: 60_000 };

@ApiTags('Me')
@Controller('v1/me/erasures')
export class OwnErasuresController {
  constructor(private readonly messages: Messages) {}

  @Post('preview')
  @Operation(
    'Preview being erased',
    { description: 'What goes, what stays and why, what has to be settled first, at every organization', type: ErasurePreviewView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
  )
  async preview(@Body() { personId }: OwnErasurePreviewBody): Promise<ErasurePreviewView> {
    return erasurePreviewView(await this.messages.ask(message(PreviewOwnErasure, { personId: maybeUuidOf('person', personId) }), options));
  }

  @Post()
  @Operation(
    'Be erased',
    { status: 202, description: 'Begun; my sign-in ends with it', type: PersonErasureView },
    { withoutOrganization: true, idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule', 'wrong-type'] },
    'At every organization of the network, for good. An owner may name a member of their account instead.',
  )
  async erase(
    @Body() { personId, previewHash }: OwnErasureBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PersonErasureView> {
    const erasureId = creationId('own-erasure', caller, idempotencyKey);
    const command = message(EraseMyself, { erasureId, personId: maybeUuidOf('person', personId), previewHash });
    return personErasureView(await this.messages.ask(command, { ...options, idempotencyKey }));
  }
}
