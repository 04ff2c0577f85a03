import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, Length, ValidateNested } from 'class-validator';
import { IsDay } from '../edge/days.js';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

/** A name in each language; a language left out has none. */
export class SkillNamesBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Forward crossovers' })
  @Omittable()
  @Length(1, 200)
  readonly en?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Croisés avant' })
  @Omittable()
  @Length(1, 200)
  readonly fr?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Overstappen' })
  @Omittable()
  @Length(1, 200)
  readonly nl?: string;
}

export class LevelNamesBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Bronze' })
  @Omittable()
  @Length(1, 200)
  readonly en?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Bronze' })
  @Omittable()
  @Length(1, 200)
  readonly fr?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Brons' })
  @Omittable()
  @Length(1, 200)
  readonly nl?: string;
}

export class LevelBody {
  @ApiProperty({ minLength: 1, maxLength: 40, description: 'Stays when the level is renamed', example: 'bronze' })
  @Length(1, 40)
  readonly key!: string;

  @ApiProperty({ type: LevelNamesBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => LevelNamesBody)
  readonly names!: LevelNamesBody;
}

const Levels = (): PropertyDecorator => (target, property) => {
  ApiPropertyOptional({ type: [LevelBody], maxItems: 50, description: 'The lowest first; none: a member has the skill or not' })(
    target,
    property,
  );
  for (const decorate of [Omittable(), IsArray(), ArrayMaxSize(50), ValidateNested({ each: true }), Type(() => LevelBody)])
    decorate(target, String(property));
};

export class SkillBody {
  @ApiProperty({ type: SkillNamesBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => SkillNamesBody)
  readonly names!: SkillNamesBody;

  @Levels()
  readonly levels?: LevelBody[];
}

export class SkillPatch {
  @ApiPropertyOptional({ type: SkillNamesBody })
  @Omittable()
  @ValidateNested()
  @Type(() => SkillNamesBody)
  readonly names?: SkillNamesBody;

  @Levels()
  readonly levels?: LevelBody[];

  @ApiPropertyOptional({ description: 'Nobody is given it any more; who has it keeps it', example: false })
  @Omittable()
  @IsBoolean()
  readonly archived?: boolean;
}

export class SkillsRequest extends PageRequest {
  @Flag('Only those that are archived, or are not')
  readonly archived?: boolean;
}

const At =
  (description: string): PropertyDecorator =>
  (target, property) => {
    ApiPropertyOptional({ format: 'date', description, example: '2026-11-20' })(target, property);
    for (const decorate of [Omittable(), IsDay()]) decorate(target, property);
  };
const AtLevel =
  (description: string): PropertyDecorator =>
  (target, property) => {
    ApiPropertyOptional({ minLength: 1, maxLength: 40, description, example: 'bronze' })(target, property);
    for (const decorate of [Omittable(), Length(1, 40)]) decorate(target, String(property));
  };

export class AssignmentBody {
  @ApiProperty({ example: exampleId('skill') })
  @IsPublicId('skill')
  readonly skillId!: string;

  @AtLevel('The key of a level; the lowest when absent')
  readonly level?: string;

  @At('Since when; today when absent, and no day to come')
  readonly on?: string;
}

export class ReassignmentBody {
  @ApiPropertyOptional({ description: 'Another skill in its place', example: exampleId('skill', 'e') })
  @Omittable()
  @IsPublicId('skill')
  readonly skillId?: string;

  @AtLevel('The key of a level of the skill')
  readonly level?: string;

  @At('From which day; today when absent')
  readonly on?: string;
}

export class SkillsOfPersonRequest extends PageRequest {
  @Flag('Those that were removed instead of those the member has')
  readonly removed?: boolean;
}

export class MemberSkillsRequest extends SkillsOfPersonRequest {
  @ApiPropertyOptional({ description: 'Of the members of a client account', example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;

  @ApiPropertyOptional({ example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ example: exampleId('skill') })
  @Omittable()
  @IsPublicId('skill')
  readonly skillId?: string;

  @AtLevel('The key of a level')
  readonly level?: string;
}
