import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, ValidateBy, type ValidationArguments } from 'class-validator';
import { replacementSelections, type AskedReplacement, type ReplacementRule } from '#contracts/memberships/offers';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { AreIds, exampleId, uuidOf } from '../edge/public-ids.js';

const modes = ['off', 'enabled', 'list'] as const;

/** A list is named or put together, never both; nothing else has one. */
const FitsItsMode = (): PropertyDecorator =>
  ValidateBy({
    name: 'fitsItsMode',
    validator: {
      validate: (mode, args) => {
        const { offerIds, select } = (args as ValidationArguments).object as ReplacementRuleBody;
        return mode === 'list' ? (offerIds === undefined) !== (select === undefined) : offerIds === undefined && select === undefined;
      },
      defaultMessage: () => '$property "list" needs either offerIds or select; other modes take neither',
    },
  });

/** What a membership may be replaced by, as a federation says it. */
export class ReplacementRuleBody {
  @ApiProperty({ enum: modes, description: 'enabled: by every other one; list: by those chosen', example: 'list' })
  @IsIn(modes)
  @FitsItsMode()
  readonly mode!: (typeof modes)[number];

  @ApiPropertyOptional({ type: [String], maxItems: 500, description: 'Of a list: those chosen', example: [exampleId('offer', 'e')] })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(500)
  @AreIds('offer')
  readonly offerIds?: string[];

  @ApiPropertyOptional({
    enum: replacementSelections,
    description: 'Instead of `offerIds`: all others, none, or every one with a greater original price. The resulting list is stored.',
  })
  @Omittable()
  @IsIn(replacementSelections)
  readonly select?: (typeof replacementSelections)[number];
}

export class ReplacementRuleView {
  @ApiProperty({ enum: modes, example: 'list' })
  mode!: (typeof modes)[number];

  @ApiProperty({ type: [String], description: 'Of a list: what it holds', example: [exampleId('offer', 'e')] })
  offerIds!: string[];
}

export function ruleOf({ mode, offerIds, select }: ReplacementRuleBody): AskedReplacement {
  if (mode !== 'list') return { mode };
  return select === undefined ? { mode, offerIds: (offerIds ?? []).map((id) => uuidOf('offer', id)) } : { mode, select };
}

export const ruleView = ({ mode, offerIds }: ReplacementRule): ReplacementRuleView => ({
  mode,
  offerIds: offerIds.map((id) => publicId('offer', id)),
});
