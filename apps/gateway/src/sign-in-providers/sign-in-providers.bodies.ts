import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import type { OwnProviderRecord, ProviderVisit, SignInProviderRecord } from '#contracts/identity/sign-in-providers';
import { Omittable } from '../edge/omittable.js';

const exampleFlow = 'tpf_2q0Vd0nJ3yTfF1kQb7sXh4mZr9uWc5aLpE8gYtKiR6o';

export class SignInProviderView {
  @ApiProperty({ description: 'As addresses name it', example: 'club-id' })
  provider!: string;

  @ApiProperty({ description: 'For the button', example: 'Club ID' })
  name!: string;
}

export class SignInProvidersView {
  @ApiProperty({ type: [SignInProviderView] })
  data!: SignInProviderView[];
}

export class OwnProviderView extends SignInProviderView {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: not linked', example: '2026-11-02T09:30:00.000Z' })
  linkedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-20T18:05:00.000Z' })
  lastUsedAt!: string | null;
}

export class OwnProvidersView {
  @ApiProperty({ type: [OwnProviderView] })
  data!: OwnProviderView[];
}

export class ProviderVisitView {
  @ApiProperty({
    format: 'uri',
    description: 'Where to send the browser. It comes back to `/sign-in/{provider}` of the web application',
    example: 'https://id.club.example/auth?client_id=tessera&response_type=code&scope=openid&state=8sXh4mZr9uWc&code_challenge_method=S256',
  })
  authorizationUrl!: string;

  @ApiProperty({ description: 'Keep it in this browser until it is back; nobody ends the visit without it', example: exampleFlow })
  flow!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T18:15:00.000Z' })
  expiresAt!: string;
}

class BroughtBackBody {
  @ApiProperty({ description: 'Of the beginning', pattern: '^tpf_[\\w-]{43}$', example: exampleFlow })
  @Matches(/^tpf_[\w-]{43}$/, { message: '$property must be the one of the beginning' })
  readonly flow!: string;

  @ApiProperty({
    description: 'As the address says that the provider sent the browser to',
    maxLength: 2000,
    example: 'SplxlOBeZQQYbYS6WxSbIA',
  })
  @IsString()
  @Length(1, 2_000)
  readonly code!: string;

  @ApiProperty({ description: 'As that address says', maxLength: 200, example: '8sXh4mZr9uWc' })
  @IsString()
  @Length(1, 200)
  readonly state!: string;

  @ApiPropertyOptional({ description: 'As that address says, where it does', maxLength: 500, example: 'https://id.club.example' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly iss?: string;
}

export class ProviderSignInBody extends BroughtBackBody {
  @ApiPropertyOptional({ minLength: 6, maxLength: 40, description: 'Of the second factor, or a recovery code', example: '287082' })
  @Omittable()
  @IsString()
  @Length(6, 40)
  readonly factor?: string;
}

export class ProviderLinkBody extends BroughtBackBody {
  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter', default: 'en', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class ProviderPasswordBody {
  @ApiProperty({ format: 'password', minLength: 1, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(1, 200)
  readonly password!: string;
}

export const signInProviderView = ({ provider, name }: SignInProviderRecord): SignInProviderView => ({ provider, name });

export const ownProviderView = ({ provider, name, linkedAt, lastUsedAt }: OwnProviderRecord): OwnProviderView => ({
  provider,
  name,
  linkedAt,
  lastUsedAt,
});

export const providerVisitView = ({ authorizationUrl, flow, expiresAt }: ProviderVisit): ProviderVisitView => ({
  authorizationUrl,
  flow,
  expiresAt,
});
