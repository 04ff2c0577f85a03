import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length, MaxLength } from 'class-validator';
import { Omittable } from '../edge/omittable.js';

export class SignInBody {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'admin@federation.example' })
  @IsString()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ format: 'password', minLength: 1, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(1, 200)
  readonly password!: string;

  @ApiPropertyOptional({ minLength: 6, maxLength: 40, description: 'Of the second factor, or a recovery code', example: '287082' })
  @Omittable()
  @IsString()
  @Length(6, 40)
  readonly code?: string;
}

export class RefreshBody {
  @ApiProperty({ description: 'The one of the last sign-in or refresh; each works once', maxLength: 200, example: 'q7Vd0nJ3yT…' })
  @IsString()
  @Length(1, 200)
  readonly refreshToken!: string;
}
