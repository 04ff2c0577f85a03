import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { LinkRecord } from '#contracts/identity/activation';
import { IsDay } from '#contracts/days';

export class ActivationRequestsBody {
  @ApiProperty({ format: 'date', description: 'Those taken in on a later day, by the organization’s calendar', example: '2026-08-31' })
  @IsDay()
  readonly createdAfter!: string;
}

export class ActivationRequestsView {
  @ApiProperty({ type: 'integer', description: 'How many owners were written to', example: 412 })
  requested!: number;
}

export class LinkBody {
  @ApiProperty({ description: 'What follows # in the link of the letter', maxLength: 200, example: 'tal_q7Vd0nJ3yT…' })
  @IsString()
  @Length(1, 200)
  readonly token!: string;
}

export class PasswordByLinkBody extends LinkBody {
  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(12, 200)
  readonly password!: string;
}

export class LinkView {
  @ApiProperty({ description: 'Who asks', example: 'Club de patinage Rosemont' })
  organizationName!: string;

  @ApiProperty({ example: 'Ana' })
  firstName!: string;

  @ApiProperty({ format: 'email', description: 'The username that the password will go with', example: 'ana.tremblay@mail.example' })
  email!: string;

  @ApiProperty({ format: 'date-time', example: '2027-01-20T12:00:00.000Z' })
  expiresAt!: string;
}

export const linkView = ({ organizationName, firstName, email, expiresAt }: LinkRecord): LinkView => ({
  organizationName,
  firstName,
  email,
  expiresAt,
});
