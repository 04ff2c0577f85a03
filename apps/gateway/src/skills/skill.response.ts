import { ApiProperty } from '@nestjs/swagger';
import {
  skillChanges,
  type MemberSkillRecord,
  type SkillChangeKind,
  type SkillChangeRecord,
  type SkillRecord,
} from '#contracts/memberships/skills';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

const named = (example: Record<string, string>) => ({
  type: 'object' as const,
  additionalProperties: { type: 'string' as const },
  description: 'By language',
  example,
});
const crossovers = { en: 'Forward crossovers', fr: 'Croisés avant' };

export class LevelView {
  @ApiProperty({ example: 'bronze' })
  key!: string;

  @ApiProperty(named({ en: 'Bronze', fr: 'Bronze' }))
  names!: Record<string, string>;
}

export class SkillView {
  @ApiProperty({ example: exampleId('skill') })
  id!: string;

  @ApiProperty(named(crossovers))
  names!: Record<string, string>;

  @ApiProperty({ type: [LevelView], description: 'The lowest first; none: a member has the skill or not' })
  levels!: LevelView[];

  @ApiProperty({ description: 'Nobody is given it any more; who has it keeps it', example: false })
  archived!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export class MemberSkillView {
  @ApiProperty({ example: exampleId('memberSkill') })
  id!: string;

  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: exampleId('skill') })
  skillId!: string;

  @ApiProperty(named(crossovers))
  names!: Record<string, string>;

  @ApiProperty({ type: LevelView, nullable: true, description: 'Null: the skill has no levels' })
  level!: LevelView | null;

  @ApiProperty({ format: 'date', description: 'Of this skill at this level', example: '2026-11-20' })
  since!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null: the member has it', example: null })
  removedOn!: string | null;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export class SkillChangeView {
  @ApiProperty({ enum: skillChanges, example: 'assigned' })
  change!: SkillChangeKind;

  @ApiProperty({ description: 'Then', example: exampleId('skill') })
  skillId!: string;

  @ApiProperty(named(crossovers))
  names!: Record<string, string>;

  @ApiProperty({ type: String, nullable: true, description: 'The key of the level then', example: 'bronze' })
  level!: string | null;

  @ApiProperty({ format: 'date', description: 'The day it counts from', example: '2026-11-20' })
  on!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was written down', example: '2026-11-21T15:04:05.000Z' })
  at!: string;

  @ApiProperty({ description: 'Who did it, by name', example: 'Ana Diaz' })
  by!: string;
}

export const skillView = ({ id, names, levels, archived, version }: SkillRecord): SkillView => ({
  id: publicId('skill', id),
  names,
  levels: levels.map(levelView),
  archived,
  version,
});

export const memberSkillView = (record: MemberSkillRecord): MemberSkillView => ({
  id: publicId('memberSkill', record.id),
  personId: publicId('person', record.personId),
  skillId: publicId('skill', record.skillId),
  names: record.names,
  level: record.level && levelView(record.level),
  since: record.since,
  removedOn: record.removedOn,
  version: record.version,
});

export const skillChangeView = ({ change, skillId, names, level, on, at, by }: SkillChangeRecord): SkillChangeView => ({
  change,
  skillId: publicId('skill', skillId),
  names,
  level,
  on,
  at,
  by,
});

const levelView = ({ key, names }: LevelView): LevelView => ({ key, names });
