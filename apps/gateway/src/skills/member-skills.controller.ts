import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import {
  AssignSkill,
  GetMemberSkill,
  ListMemberSkills,
  ListSkillChanges,
  ReassignSkill,
  RemoveSkill,
  type MemberSkillRecord,
} from '#contracts/memberships/skills';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { MemberSkillView, SkillChangeView, memberSkillView, skillChangeView } from './skill.response.js';
import { AssignmentBody, MemberSkillsRequest, ReassignmentBody, SkillsOfPersonRequest } from './skills.requests.js';

@ApiTags('Skills')
@Controller('v1')
export class MemberSkillsController {
  constructor(private readonly messages: Messages) {}

  @Post('people/:id/skills')
  @Operation(
    'Assign a skill to a member',
    { status: 201, description: 'What the member has', type: MemberSkillView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'To a member of a client account of the acting organization.',
  )
  async assign(
    @Param('id', IdOf('person')) personId: Uuid,
    @Body() { skillId, level, on }: AssignmentBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberSkillView> {
    const memberSkillId = creationId('member-skill', caller, idempotencyKey);
    const command = message(AssignSkill, { memberSkillId, personId, skillId: uuidOf('skill', skillId), level, on });
    return created(response, 'member-skills', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get('people/:id/skills')
  @Operation(
    'List the skills of a member',
    { description: 'Those the member has at the acting organization, in the order they were given', pageOf: MemberSkillView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async ofPerson(
    @Param('id', IdOf('person')) memberId: Uuid,
    @Query() { limit, after, removed }: SkillsOfPersonRequest,
  ): Promise<Paged<MemberSkillView>> {
    return pageView(await this.messages.ask(message(ListMemberSkills, { limit, after, memberId, removed })), memberSkillView);
  }

  @Get('member-skills')
  @Operation(
    'List who has which skill',
    { description: 'At the acting organization, in the order they were given', pageOf: MemberSkillView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(
    @Query() { limit, after, personId, accountId, skillId, level, removed }: MemberSkillsRequest,
  ): Promise<Paged<MemberSkillView>> {
    const question = message(ListMemberSkills, {
      limit,
      after,
      personId: maybeUuidOf('person', personId),
      accountId: maybeUuidOf('account', accountId),
      skillId: maybeUuidOf('skill', skillId),
      level,
      removed,
    });
    return pageView(await this.messages.ask(question), memberSkillView);
  }

  @Get('member-skills/:id')
  @Operation(
    'Get a member’s skill',
    { description: 'What the member has, or had', type: MemberSkillView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('memberSkill')) memberSkillId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberSkillView> {
    return this.shown(response, await this.messages.ask(message(GetMemberSkill, { memberSkillId })));
  }

  @Get('member-skills/:id/history')
  @Operation(
    'List what became of a member’s skill',
    { description: 'Assigned, reassigned, removed: when and by whom, the newest first', pageOf: SkillChangeView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async history(
    @Param('id', IdOf('memberSkill')) memberSkillId: Uuid,
    @Query() { limit, after }: PageRequest,
  ): Promise<Paged<SkillChangeView>> {
    return pageView(await this.messages.ask(message(ListSkillChanges, { memberSkillId, limit, after })), skillChangeView);
  }

  @Patch('member-skills/:id')
  @Operation(
    'Reassign a member’s skill',
    { description: 'What the member has now', type: MemberSkillView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'To another level, or to another skill in its place.',
  )
  async reassign(
    @Param('id', IdOf('memberSkill')) memberSkillId: Uuid,
    @Body() { skillId, level, on }: ReassignmentBody,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberSkillView> {
    const command = message(ReassignSkill, { memberSkillId, version, skillId: maybeUuidOf('skill', skillId), level, on });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Delete('member-skills/:id')
  @Operation(
    'Remove a skill from a member',
    { description: 'What the member had', type: MemberSkillView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'Its history stays.',
  )
  async remove(
    @Param('id', IdOf('memberSkill')) memberSkillId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<MemberSkillView> {
    return memberSkillView(await this.messages.ask(message(RemoveSkill, { memberSkillId }), { idempotencyKey }));
  }

  private shown(response: Response, record: MemberSkillRecord): MemberSkillView {
    showVersion(response, record);
    return memberSkillView(record);
  }
}
