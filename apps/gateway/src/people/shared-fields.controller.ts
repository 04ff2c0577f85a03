import { Body, Controller, Param, Patch, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import type { Response } from 'express';
import type { Uuid } from '#contracts/caller';
import { IsDay } from '#contracts/days';
import { ChangeSharedFields } from '#contracts/identity/shared-fields';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Omittable } from '../edge/omittable.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { PersonView, personView } from './person.response.js';

export class SharedFieldsPatch {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Léa' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly firstName?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Tremblay-Roy' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly lastName?: string;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Null: nobody knows', example: '2015-04-09' })
  @IsOptional()
  @IsDay()
  readonly birthDate?: string | null;

  @ApiPropertyOptional({ description: 'It changes for every organization that knows the person: without it nothing does', example: true })
  @Omittable()
  @IsBoolean()
  readonly confirmShared?: boolean;
}

@ApiTags('Clients')
@Controller('v1/people/:id/shared')
export class SharedFieldsController {
  constructor(private readonly messages: Messages) {}

  @Patch()
  @Operation(
    'Change what everybody shares of a person',
    { description: 'The person as it is now', type: PersonView, headers: { ETag: 'The new `sharedVersion`' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Names and birth date. `If-Match` names the `sharedVersion`. Every organization that knows the person sees the change, and so is it told, though not by whom; the owner of the account is written to.',
  )
  async change(
    @Param('id', IdOf('person')) personId: Uuid,
    @Body() { firstName, lastName, birthDate, confirmShared }: SharedFieldsPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonView> {
    const command = message(ChangeSharedFields, { personId, version, firstName, lastName, birthDate, confirmShared });
    const view = personView(await this.messages.ask(command, { idempotencyKey }));
    showVersion(response, { version: view.sharedVersion });
    return view;
  }
}
