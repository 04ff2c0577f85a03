import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { ChangeSkill, CreateSkill, GetSkill, ListSkills, type SkillLevel, type SkillRecord } from '#contracts/memberships/skills';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { SkillView, skillView } from './skill.response.js';
import { SkillBody, SkillPatch, SkillsRequest, type LevelBody } from './skills.requests.js';

@ApiTags('Skills')
@Controller('v1/skills')
export class SkillsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Define a skill',
    { status: 201, description: 'The skill', type: SkillView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'The acting organization’s own: no other organization sees it, or who has it.',
  )
  async create(
    @Body() { names, levels }: SkillBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SkillView> {
    const skillId = creationId('skill', caller, idempotencyKey);
    const command = message(CreateSkill, { skillId, names: { ...names }, levels: levels?.map(levelOf) });
    return created(response, 'skills', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List skills',
    { description: 'The acting organization’s, in the order they were defined', pageOf: SkillView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, archived }: SkillsRequest): Promise<Paged<SkillView>> {
    return pageView(await this.messages.ask(message(ListSkills, { limit, after, archived })), skillView);
  }

  @Get(':id')
  @Operation(
    'Get a skill',
    { description: 'The skill', type: SkillView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('skill')) skillId: Uuid, @Res({ passthrough: true }) response: Response): Promise<SkillView> {
    return this.shown(response, await this.messages.ask(message(GetSkill, { skillId })));
  }

  @Patch(':id')
  @Operation(
    'Change or archive a skill',
    { description: 'The skill as it is now', type: SkillView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. A level that a member has cannot be left out of the levels. Skills are not deleted: archive them.',
  )
  async change(
    @Param('id', IdOf('skill')) skillId: Uuid,
    @Body() { names, levels, archived }: SkillPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SkillView> {
    const command = message(ChangeSkill, { skillId, version, names: names && { ...names }, levels: levels?.map(levelOf), archived });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, record: SkillRecord): SkillView {
    showVersion(response, record);
    return skillView(record);
  }
}

const levelOf = ({ key, names: { en, fr, nl } }: LevelBody): SkillLevel => ({ key, en: en ?? null, fr: fr ?? null, nl: nl ?? null });
