import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { consentStates, type ConsentRecord, type ConsentState } from '#contracts/identity/invitations';
import { publicId } from '#kernel/ids';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ConsentBody {
  @ApiProperty({ description: 'My account as the organization has it', example: exampleId('client') })
  @IsPublicId('client')
  readonly clientId!: string;

  @ApiProperty({ description: 'Whether it may see the members of my account', example: false })
  @IsBoolean()
  readonly given!: boolean;
}

export class ConsentView {
  @ApiProperty({ description: 'My account as the organization has it', example: exampleId('client') })
  clientId!: string;

  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  organizationName!: string;

  @ApiProperty({ enum: consentStates, example: 'given' })
  consent!: ConsentState;

  @ApiProperty({ format: 'date-time', description: 'Since when it knows me', example: '2026-11-21T12:00:00.000Z' })
  since!: string;
}

export class ConsentsView {
  @ApiProperty({ type: [ConsentView] })
  data!: ConsentView[];
}

export const consentView = ({ clientId, accountId, organizationName, consent, since }: ConsentRecord): ConsentView => ({
  clientId: publicId('client', clientId),
  accountId: publicId('account', accountId),
  organizationName,
  consent,
  since,
});
