import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

export class SecondFactorView {
  @ApiProperty({ description: 'Signing in takes a code', example: true })
  on!: boolean;

  @ApiProperty({ type: 'integer', example: 9 })
  recoveryCodesLeft!: number;
}

export class SecondFactorBody {
  @ApiProperty({ format: 'password', minLength: 1, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(1, 200)
  readonly password!: string;
}

export class SecondFactorSecretView {
  @ApiProperty({ description: 'To type into an authenticator', example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
  secret!: string;

  @ApiProperty({
    description: 'The same, to show as a QR code',
    example:
      'otpauth://totp/Tessera%3Aana%40mail.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tessera&algorithm=SHA1&digits=6&period=30',
  })
  uri!: string;
}

export class SecondFactorCodeBody {
  @ApiProperty({ pattern: '^\\d{6}$', example: '287082' })
  @Matches(/^\d{6}$/, { message: '$property must be the six digits of the authenticator' })
  readonly code!: string;
}

export class RecoveryCodesView {
  @ApiProperty({
    type: [String],
    description: 'Shown once; each signs in once without the authenticator',
    example: ['MZXW-6YTB-OIAA-QQQQ'],
  })
  recoveryCodes!: string[];
}

export class SecondFactorRemovalBody extends SecondFactorBody {
  @ApiProperty({ minLength: 6, maxLength: 40, description: 'Of the authenticator, or a recovery code', example: '287082' })
  @IsString()
  @Length(6, 40)
  readonly code!: string;
}
