import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { documentLanguages, type DocumentLanguage } from '#contracts/billing/files.query';
import { memberGroups, type MemberGroup } from '#contracts/memberships/reports.query';
import { InPeriod } from '../edge/days-filter.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

const forms = ['json', 'csv'] as const;

export class MembersReportRequest extends PageRequest {
  @ApiPropertyOptional({
    enum: memberGroups,
    default: 'offer',
    description: 'A line for each offer, for each club that sold, or for each home; by affiliation: for each that clubs hold themselves',
    example: 'club',
  })
  @IsIn(memberGroups)
  readonly by: MemberGroup = 'offer';

  @ApiPropertyOptional({ enum: forms, description: 'By Accept when absent; a file holds every line', example: 'json' })
  @Omittable()
  @IsIn(forms)
  readonly format?: 'json' | 'csv';

  @ApiPropertyOptional({ enum: documentLanguages, description: 'Of a file; by Accept-Language, or else the reader’s own', example: 'fr' })
  @Omittable()
  @IsIn(documentLanguages)
  readonly language?: DocumentLanguage;
}

export class ClubsReportRequest extends InPeriod {
  @ApiPropertyOptional({ enum: forms, description: 'By Accept when absent; a file holds every line', example: 'json' })
  @Omittable()
  @IsIn(forms)
  readonly format?: 'json' | 'csv';

  @ApiPropertyOptional({ enum: documentLanguages, description: 'Of a file; by Accept-Language, or else the reader’s own', example: 'fr' })
  @Omittable()
  @IsIn(documentLanguages)
  readonly language?: DocumentLanguage;
}
