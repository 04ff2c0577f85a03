import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength, ValidateBy } from 'class-validator';
import { mergeSorts, mergeStates, usernameChoices, type MergeSort, type MergeState, type UsernameChoice } from '#contracts/identity/merges';
import { parsePublicId, type PublicKind, type Uuid } from '#kernel/ids';
import { InPeriod } from '../edge/days-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

const usernames = 'Whose sign-in stays where both have one: the survivor’s, unless the client asks for the other';

export class MergePreviewBody {
  @ApiProperty({ description: 'Who stays: its values win, blanks are filled from the other', example: exampleId('person') })
  @IsPublicId('person')
  readonly survivorPersonId!: string;

  @ApiProperty({ description: 'Who closes, and leads to the survivor from then on', example: exampleId('person', 'e') })
  @IsPublicId('person')
  readonly closedPersonId!: string;

  @ApiPropertyOptional({ enum: usernameChoices, default: 'survivor', description: usernames, example: 'survivor' })
  @Omittable()
  @IsIn(usernameChoices)
  readonly keepUsernameOf?: UsernameChoice;
}

export class MergeBody extends MergePreviewBody {
  @ApiProperty({ description: 'Of the preview that was seen', example: '5d2c1f0e9b8a' })
  @IsString()
  @MaxLength(100)
  readonly previewHash!: string;
}

/** The two are named by the pair; only who survives is left to say. */
export class DuplicateMergePreviewBody {
  @ApiProperty({ description: 'Which of the two stays', example: exampleId('person') })
  @IsPublicId('person')
  readonly survivorPersonId!: string;

  @ApiPropertyOptional({ enum: usernameChoices, default: 'survivor', description: usernames, example: 'survivor' })
  @Omittable()
  @IsIn(usernameChoices)
  readonly keepUsernameOf?: UsernameChoice;
}

const laterKinds = ['membership', 'invoice', 'creditNote', 'payment', 'refund'] as const satisfies readonly PublicKind[];

/** The UUID of something that came later, whatever it is. */
export const laterIdOf = (text: string): Uuid | undefined =>
  laterKinds.map((kind) => parsePublicId(kind, text)).find((id) => id !== undefined);

const areLaterIds = ValidateBy({
  name: 'areLaterIds',
  validator: {
    validate: (value) => Array.isArray(value) && value.every((id) => typeof id === 'string' && laterIdOf(id) !== undefined),
    defaultMessage: () => '$property must be ids of memberships, invoices, credit notes, payments or refunds',
  },
});

export class UnmergePreviewBody {
  @ApiPropertyOptional({
    type: [String],
    maxItems: 500,
    description: 'Of the preview’s `later`: what goes to the reopened person; all else of it stays with the survivor',
    example: [exampleId('payment')],
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(500)
  @areLaterIds
  readonly giveBack?: string[];
}

export class UnmergeBody extends UnmergePreviewBody {
  @ApiProperty({ description: 'Of the preview that was seen', example: '5d2c1f0e9b8a' })
  @IsString()
  @MaxLength(100)
  readonly previewHash!: string;
}

export class MergesRequest extends InPeriod {
  @ApiPropertyOptional({ enum: mergeStates, example: 'merged' })
  @Omittable()
  @IsIn(mergeStates)
  readonly state?: MergeState;

  @ApiPropertyOptional({ description: 'Who survived, or was closed', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ enum: mergeSorts, default: '-mergedAt', example: '-mergedAt' })
  @Omittable()
  @IsIn(mergeSorts)
  readonly sort?: MergeSort;
}
