import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Uuid } from '#contracts/caller';
import { PreviewMerge } from '#contracts/identity/merges';
import { GetPossibleDuplicate } from '#contracts/identity/possible-duplicates';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { NoSuchObject } from '../edge/gateway.errors.js';
import { Operation } from '../edge/operation.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { MergePreviewView, mergePreviewView } from './merge.response.js';
import { DuplicateMergePreviewBody, MergePreviewBody } from './merges.requests.js';

const timeoutMs = 30_000; // Three services take part.

@ApiTags('Possible duplicates')
@Controller('v1')
export class MergePreviewsController {
  constructor(private readonly messages: Messages) {}

  @Post('merge-previews')
  @Operation(
    'Preview a merge',
    { description: 'Fields side by side, accounts, memberships and balances, and which value wins', type: MergePreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'Writes nothing; its hash is what a merge confirms. A club merges people it holds both of; a federation those of its network, by shared fields.',
  )
  async preview(@Body() { survivorPersonId, closedPersonId, keepUsernameOf }: MergePreviewBody): Promise<MergePreviewView> {
    const people = { survivorPersonId: uuidOf('person', survivorPersonId), closedPersonId: uuidOf('person', closedPersonId) };
    return mergePreviewView(await this.messages.ask(message(PreviewMerge, { ...people, keepUsernameOf }), { timeoutMs }));
  }

  @Post('possible-duplicates/:id/merge-preview')
  @Operation(
    'Preview the merge of a possible duplicate',
    { description: 'The same for a pair of the queue', type: MergePreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
  )
  async previewPair(
    @Param('id', IdOf('possibleDuplicate')) duplicateId: Uuid,
    @Body() { survivorPersonId: survivor, keepUsernameOf }: DuplicateMergePreviewBody,
  ): Promise<MergePreviewView> {
    const survivorPersonId = uuidOf('person', survivor);
    const { people } = await this.messages.ask(message(GetPossibleDuplicate, { duplicateId, language: 'en' }));
    const closed = people.find(({ personId }) => personId !== survivorPersonId);
    if (!closed || !people.some(({ personId }) => personId === survivorPersonId)) throw new NoSuchObject();
    const question = message(PreviewMerge, { survivorPersonId, closedPersonId: closed.personId, keepUsernameOf });
    return mergePreviewView(await this.messages.ask(question, { timeoutMs }));
  }
}
