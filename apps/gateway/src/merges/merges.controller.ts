import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { GetMerge, ListMerges, MergePeople, PreviewUnmerge, UnmergePeople } from '#contracts/identity/merges';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { withPreviewShown } from './changed-preview.js';
import { MergeView, UnmergePreviewView, mergeView, unmergePreviewView } from './merge.response.js';
import { MergeBody, MergesRequest, UnmergeBody, UnmergePreviewBody, laterIdOf } from './merges.requests.js';

const timeoutMs = 30_000; // Three services take part.

@ApiTags('Possible duplicates')
@Controller('v1/merges')
export class MergesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Merge two people',
    {
      status: 202,
      description: 'Merged here; memberships and books follow, as its state tells',
      type: MergeView,
      headers: { Location: 'The merge' },
    },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'As previewed, or not at all: when it would do anything else by now it is refused with the new preview. From then on the closed ids lead to the survivor’s: reading one answers with a redirect.',
  )
  async merge(
    @Body() { survivorPersonId, closedPersonId, keepUsernameOf, previewHash }: MergeBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MergeView> {
    const command = message(MergePeople, {
      mergeId: creationId('merge', caller, idempotencyKey),
      survivorPersonId: uuidOf('person', survivorPersonId),
      closedPersonId: uuidOf('person', closedPersonId),
      keepUsernameOf,
      previewHash,
    });
    const merge = await withPreviewShown(() => this.messages.ask(command, { idempotencyKey, timeoutMs }));
    return created(response, 'merges', mergeView(merge));
  }

  @Get()
  @Operation(
    'List merges',
    { description: 'The merge history, the newest first, undone ones included', pageOf: MergeView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, state, personId, from, to, sort }: MergesRequest): Promise<Paged<MergeView>> {
    const question = message(ListMerges, { limit, after, state, personId: maybeUuidOf('person', personId), from, to, sort });
    return pageView(await this.messages.ask(question), mergeView);
  }

  @Get(':id')
  @Operation('Get a merge', { description: 'How far it is, and who was made one', type: MergeView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('merge')) mergeId: Uuid): Promise<MergeView> {
    return mergeView(await this.messages.ask(message(GetMerge, { mergeId })));
  }

  @Post(':id/undo-preview')
  @Operation(
    'Preview the undoing of a merge',
    { description: 'Who gets what back, and where what came later goes', type: UnmergePreviewView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'Writes nothing; its hash is what undoing confirms. What came after the merge stays with the survivor unless it is named.',
  )
  async previewUndo(@Param('id', IdOf('merge')) mergeId: Uuid, @Body() { giveBack }: UnmergePreviewBody): Promise<UnmergePreviewView> {
    const question = message(PreviewUnmerge, { mergeId, giveBack: laterIdsOf(giveBack) });
    return unmergePreviewView(await this.messages.ask(question, { timeoutMs }));
  }

  @Post(':id/undo')
  @Operation(
    'Undo a merge',
    { status: 202, description: 'Begun; the closed person opens when all of theirs is back', type: MergeView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'Both are there again as they were, and are remembered as not the same. No document, membership or cent is lost. Merges of one person are undone newest first.',
  )
  async undo(
    @Param('id', IdOf('merge')) mergeId: Uuid,
    @Body() { giveBack, previewHash }: UnmergeBody,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<MergeView> {
    const command = message(UnmergePeople, { mergeId, giveBack: laterIdsOf(giveBack), previewHash });
    return mergeView(await withPreviewShown(() => this.messages.ask(command, { idempotencyKey, timeoutMs })));
  }
}

const laterIdsOf = (ids: readonly string[] | undefined): Uuid[] | undefined => ids?.flatMap((id) => laterIdOf(id) ?? []);
