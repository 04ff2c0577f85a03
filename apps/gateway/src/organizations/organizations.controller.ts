import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import {
  ChangeOrganization,
  GetOrganization,
  ListOrganizations,
  RegisterOrganization,
  type OrganizationRecord,
  type TaxSetting,
} from '#contracts/identity/organizations';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { created } from '../edge/created.js';
import { OrganizationView, organizationView } from './organization.response.js';
import { OrganizationBody, OrganizationPatch, type TaxBody } from './organizations.requests.js';

@ApiTags('Organizations')
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Register an organization',
    { status: 201, description: 'The organization', type: OrganizationView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Operators register federations, gyms and dealerships; a federation’s administrators its clubs.',
  )
  async register(
    @Body() body: OrganizationBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganizationView> {
    const command = message(RegisterOrganization, {
      organizationId: creationId('organization', caller, idempotencyKey),
      kind: body.kind,
      federationId: maybeUuidOf('organization', body.federationId),
      name: body.name,
      currency: body.currency,
      timeZone: body.timeZone,
      languages: body.languages,
      country: body.country,
      province: body.province,
      freemium: body.freemium ?? false,
      taxes: body.taxes?.map(taxOf),
    });
    const view = this.shown(response, await this.messages.ask(command, { idempotencyKey }));
    return created(response, 'organizations', view);
  }

  @Get()
  @Operation(
    'List organizations',
    { description: 'Those the caller may see', pageOf: OrganizationView },
    { refuses: ['invalid', 'forbidden'] },
    'An operator sees all; a federation itself and its clubs; a club itself and its federation.',
  )
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<OrganizationView>> {
    return pageView(await this.messages.ask(message(ListOrganizations, { limit, after })), organizationView);
  }

  @Get(':id')
  @Operation(
    'Get an organization',
    { description: 'The organization', type: OrganizationView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganizationView> {
    return this.shown(response, await this.messages.ask(message(GetOrganization, { organizationId })));
  }

  @Patch(':id')
  @Operation(
    'Change an organization',
    { description: 'The organization as it is now', type: OrganizationView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. Documents already issued keep the taxes they were issued with.',
  )
  async change(
    @Param('id', IdOf('organization')) organizationId: Uuid,
    @Body() { name, languages, freemium, taxes }: OrganizationPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganizationView> {
    const command = message(ChangeOrganization, { organizationId, version, name, languages, freemium, taxes: taxes?.map(taxOf) });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, record: OrganizationRecord): OrganizationView {
    showVersion(response, record);
    return organizationView(record);
  }
}

const taxOf = ({ code, ratePpm, registration, kinds, compound }: TaxBody): TaxSetting => ({ code, ratePpm, registration, kinds, compound });
