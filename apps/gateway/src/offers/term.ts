import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Term } from '#contracts/memberships/offers';
import { IsDay } from '../edge/days.js';

const kinds = ['fixed-dates', 'fixed-duration', 'ongoing'] as const;

/** How long a membership lasts: one of three, told by `kind`. */
export class TermBody {
  @IsIn(kinds)
  readonly kind!: Term['kind'];
}

export class FixedDatesTerm extends TermBody {
  @ApiProperty({ enum: ['fixed-dates'], example: 'fixed-dates' })
  declare readonly kind: 'fixed-dates';

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'When sales start; at once when absent',
    example: '2026-06-01',
  })
  @IsOptional()
  @IsDay()
  readonly salesStart?: string | null;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  @IsDay()
  readonly effectiveOn!: string;

  @ApiProperty({ format: 'date', description: 'The last day', example: '2027-08-31' })
  @IsDay()
  readonly expiresOn!: string;
}

export class FixedDurationTerm extends TermBody {
  @ApiProperty({ enum: ['fixed-duration'], example: 'fixed-duration' })
  declare readonly kind: 'fixed-duration';

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1200, example: 12 })
  @IsInt()
  @Min(1)
  @Max(1200)
  readonly months!: number;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 0,
    maximum: 3660,
    description: 'Days before the end from which it can be renewed',
    example: 30,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3660)
  readonly renewalWindowDays?: number | null;
}

export class OngoingTerm extends TermBody {
  @ApiProperty({ enum: ['ongoing'], example: 'ongoing' })
  declare readonly kind: 'ongoing';
}

/** For class-transformer: which class a body of `kind` becomes. */
export const termTypes = {
  keepDiscriminatorProperty: true,
  discriminator: {
    property: 'kind',
    subTypes: [
      { name: 'fixed-dates', value: FixedDatesTerm },
      { name: 'fixed-duration', value: FixedDurationTerm },
      { name: 'ongoing', value: OngoingTerm },
    ],
  },
};

/** The term as the message states it, field by field. */
export function termOf(body: TermBody): Term {
  if (body instanceof FixedDatesTerm) {
    return { kind: 'fixed-dates', salesStart: body.salesStart ?? null, effectiveOn: body.effectiveOn, expiresOn: body.expiresOn };
  }
  if (body instanceof FixedDurationTerm) {
    return { kind: 'fixed-duration', months: body.months, renewalWindowDays: body.renewalWindowDays ?? null };
  }
  return { kind: 'ongoing' };
}

export type TermView = Term;

export function termView(term: Term): TermView {
  if (term.kind === 'fixed-dates') {
    return { kind: term.kind, salesStart: term.salesStart, effectiveOn: term.effectiveOn, expiresOn: term.expiresOn };
  }
  if (term.kind === 'fixed-duration') return { kind: term.kind, months: term.months, renewalWindowDays: term.renewalWindowDays };
  return { kind: term.kind };
}
