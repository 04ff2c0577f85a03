import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { contactTypes, phoneKinds, type ContactPhone, type ContactType } from '#contracts/identity/contacts';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

export class ContactPhoneBody {
  @ApiProperty({ enum: phoneKinds, example: 'mobile' })
  @IsIn(phoneKinds)
  readonly kind!: ContactPhone['kind'];

  @ApiProperty({ minLength: 1, maxLength: 50, example: '514 555-0178' })
  @IsString()
  @Length(1, 50)
  readonly number!: string;
}

/** What may be told of a contact besides the name and the type. */
class ContactLines {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, description: 'In words', example: 'grand-mère' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly relationship?: string | null;

  @ApiPropertyOptional({ type: [ContactPhoneBody], maxItems: 5, description: 'The one to try first comes first' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => ContactPhoneBody)
  readonly phones?: ContactPhoneBody[];

  @ApiPropertyOptional({ type: String, format: 'email', nullable: true, maxLength: 254, example: 'zoe.levesque@mail.example' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, example: '88 rue Fleury E.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly address?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'Montréal' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly city?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'QC' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly province?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 50, example: 'H2C 1P5' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly postalCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'CA' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly country?: string | null;
}

export class ContactBody extends ContactLines {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Zoë Lévesque' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ enum: contactTypes, example: 'emergency' })
  @IsIn(contactTypes)
  readonly type!: ContactType;
}

export class ContactPatch extends ContactLines {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Zoë Lévesque' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ enum: contactTypes, example: 'pick-up' })
  @Omittable()
  @IsIn(contactTypes)
  readonly type?: ContactType;
}

export class ContactsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: contactTypes, description: 'Only those of this type', example: 'emergency' })
  @Omittable()
  @IsIn(contactTypes)
  readonly type?: ContactType;

  @ApiPropertyOptional({ enum: ['name', '-name'], default: 'name', example: 'name' })
  @Omittable()
  @IsIn(['name', '-name'])
  readonly sort?: 'name' | '-name';
}
