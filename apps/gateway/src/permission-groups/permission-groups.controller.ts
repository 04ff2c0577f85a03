import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import {
  ChangePermissionGroup,
  CreatePermissionGroup,
  DeletePermissionGroup,
  GetPermissionGroup,
  ListPermissionGroups,
  type PermissionGroupRecord,
} from '#contracts/identity/permission-groups';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { PermissionGroupView, permissionGroupView } from './permission-group.response.js';
import { PermissionGroupBody, PermissionGroupPatch, PermissionGroupsRequest } from './permission-groups.requests.js';

@ApiTags('Access')
@Controller('v1/permission-groups')
export class PermissionGroupsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Make a permission group',
    { status: 201, description: 'The group', type: PermissionGroupView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'conflict', 'rule'] },
    'Grants its rights to the employees who belong to it. Only an owner of the organization edits groups.',
  )
  async create(
    @Body() { name, rights, clubRights }: PermissionGroupBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PermissionGroupView> {
    const permissionGroupId = creationId('permission-group', caller, idempotencyKey);
    const command = message(CreatePermissionGroup, { permissionGroupId, name, rights, clubRights });
    return created(response, 'permission-groups', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List permission groups',
    { description: 'Those of the acting organization', pageOf: PermissionGroupView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, right, sort }: PermissionGroupsRequest): Promise<Paged<PermissionGroupView>> {
    return pageView(await this.messages.ask(message(ListPermissionGroups, { limit, after, right, sort })), permissionGroupView);
  }

  @Get(':id')
  @Operation(
    'Get a permission group',
    { description: 'The group', type: PermissionGroupView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('permissionGroup')) permissionGroupId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PermissionGroupView> {
    return this.shown(response, await this.messages.ask(message(GetPermissionGroup, { permissionGroupId })));
  }

  @Patch(':id')
  @Operation(
    'Change a permission group',
    { description: 'The group as it is now', type: PermissionGroupView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'conflict', 'rule'] },
    'What is left out stays. It holds for whoever belongs to the group from their next request on.',
  )
  async change(
    @Param('id', IdOf('permissionGroup')) permissionGroupId: Uuid,
    @Body() { name, rights, clubRights }: PermissionGroupPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PermissionGroupView> {
    const command = message(ChangePermissionGroup, { permissionGroupId, version, name, rights, clubRights });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Delete(':id')
  @Operation(
    'Delete a permission group',
    { description: 'The group that was', type: PermissionGroupView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing'] },
    'Whoever belonged to it loses its rights at once.',
  )
  async delete(
    @Param('id', IdOf('permissionGroup')) permissionGroupId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<PermissionGroupView> {
    return permissionGroupView(await this.messages.ask(message(DeletePermissionGroup, { permissionGroupId }), { idempotencyKey }));
  }

  private shown(response: Response, record: PermissionGroupRecord): PermissionGroupView {
    showVersion(response, record);
    return permissionGroupView(record);
  }
}
