import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { searchScopes, type SearchScope } from '#contracts/identity/search-people';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

export class PeopleSearchRequest extends PageRequest {
  @ApiPropertyOptional({
    maxLength: 200,
    description:
      'As typed into one box: names in any order, spelt as they are heard; an identifier (P3368003) or birth date (YYYY-MM-DD) exactly; the beginning of an e-mail address or phone. Nothing to search for is refused',
    example: 'tramblay lea',
  })
  @IsString()
  @MaxLength(200)
  readonly q: string = '';

  @ApiPropertyOptional({
    enum: searchScopes,
    default: 'mine',
    description: '`network`: over the network of the federation, where it allows that',
    example: 'mine',
  })
  @Omittable()
  @IsIn(searchScopes)
  readonly scope: SearchScope = 'mine';

  @Flag('Whether to find what is archived, too; among your own people')
  readonly showArchived?: boolean;
}
