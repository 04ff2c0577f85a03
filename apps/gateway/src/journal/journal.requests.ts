import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Length, Matches } from 'class-validator';
import {
  entryKinds,
  exportDetails,
  journalAccounts,
  type EntryKind,
  type ExportDetail,
  type JournalAccount,
} from '#contracts/billing/journal';
import { InPeriod } from '../edge/days-filter.js';
import { IsDay } from '../edge/days.js';
import { Omittable } from '../edge/omittable.js';
import { exampleId } from '../edge/public-ids.js';

export class JournalRequest extends InPeriod {
  @ApiPropertyOptional({ enum: journalAccounts, description: 'Only entries that post to this account', example: 'revenue' })
  @Omittable()
  @IsIn(journalAccounts)
  readonly account?: JournalAccount;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 40,
    description: 'Only entries that post under this ledger or tax code',
    example: '4200',
  })
  @Omittable()
  @Length(1, 40)
  readonly code?: string;

  @ApiPropertyOptional({ enum: entryKinds, example: 'invoice' })
  @Omittable()
  @IsIn(entryKinds)
  readonly kind?: EntryKind;

  @ApiPropertyOptional({ description: 'Only the entry of this document, payment or recognition', example: exampleId('invoice') })
  @Omittable()
  @Matches(/^(inv|crn|pay|ref|rec)_[0-9a-f]{32}$/, { message: '$property must be the id of a document, payment, refund or recognition' })
  readonly entry?: string;

  @ApiPropertyOptional({ enum: ['bookedOn', '-bookedOn'], default: '-bookedOn', example: '-bookedOn' })
  @IsIn(['bookedOn', '-bookedOn'])
  readonly sort: 'bookedOn' | '-bookedOn' = '-bookedOn';
}

export class JournalExportRequest {
  @ApiPropertyOptional({ format: 'date', description: 'The first day', example: '2026-09-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day', example: '2026-09-30' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({
    enum: exportDetails,
    default: 'lump-sum',
    description: 'One sum a ledger code, or every posting',
    example: 'lump-sum',
  })
  @IsIn(exportDetails)
  readonly detail: ExportDetail = 'lump-sum';
}

export class RecognitionBody {
  @ApiPropertyOptional({ pattern: '^\\d{4}-\\d{2}$', description: 'A month that is over; the last one when absent', example: '2026-09' })
  @Omittable()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: '$property must be a month, YYYY-MM' })
  readonly month?: string;
}
