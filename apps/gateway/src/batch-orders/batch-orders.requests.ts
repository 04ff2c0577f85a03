import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { taxTreatments } from '#contracts/billing/credits';
import { lineKinds } from '#contracts/identity/organizations';
import {
  batchOrderKinds,
  batchOrderStates,
  batchRowOutcomes,
  batchRowsAtMost,
  type BatchOrderKind,
  type BatchOrderState,
  type BatchRowOutcome,
} from '#contracts/memberships/batch-orders';
import { isLocalDate } from '#kernel/dates';
import { parsePublicId, publicPrefixes, type PublicKind } from '#kernel/ids';
import { AreRows, type FieldCheck } from '../edge/flat-rows.js';
import { Omittable } from '../edge/omittable.js';
import { LongPageRequest, PageRequest } from '../edge/paging.js';
import { ReplacementBody } from '../replacements/replacements.requests.js';
import { SaleBody } from '../sales/sales.requests.js';

const id =
  (kind: PublicKind): FieldCheck =>
  (value) =>
    typeof value === 'string' && parsePublicId(kind, value) !== undefined
      ? undefined
      : `must be an id starting with ${publicPrefixes[kind]}_`;
const maybe =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === undefined || value === null ? undefined : check(value);
const day: FieldCheck = (value) => (isLocalDate(value) ? undefined : 'must be a day like 2026-09-01');
const flag: FieldCheck = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const among =
  (values: readonly unknown[]): FieldCheck =>
  (value) =>
    values.includes(value) ? undefined : `must be one of ${values.join(', ')}`;
const text =
  (atMost: number): FieldCheck =>
  (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= atMost ? undefined : `must be a text of at most ${atMost} characters`;
const amount: FieldCheck = (value) => {
  const { amountMinor, currency, ...rest } = (value ?? {}) as Record<string, unknown>;
  const fits =
    Number.isSafeInteger(amountMinor) &&
    (amountMinor as number) >= 0 &&
    (amountMinor as number) <= 100_000_000 &&
    /^[A-Z]{3}$/.test(typeof currency === 'string' ? currency : '');
  return fits && Object.keys(rest).length === 0 ? undefined : 'must be an amount with its currency';
};

const extraChecks: Record<string, FieldCheck> = {
  kind: among(lineKinds),
  description: text(200),
  amount,
  ledgerCode: text(40),
  tax: maybe(among(taxTreatments)),
};

const extras: FieldCheck = (value) => {
  if (!Array.isArray(value) || value.length > 20) return 'must be at most 20 lines';
  for (const line of value as unknown[]) {
    if (typeof line !== 'object' || line === null) return 'must be lines';
    const fields = line as Record<string, unknown>;
    if (Object.keys(fields).some((name) => !(name in extraChecks))) return 'has fields that no line has';
    for (const [name, check] of Object.entries(extraChecks)) {
      const fault = check(fields[name]);
      if (fault) return `${name} ${fault}`;
    }
  }
  return undefined;
};

const saleChecks = {
  listingId: id('listing'),
  accountId: id('account'),
  personId: maybe(id('person')),
  expiresOn: maybe(day),
  extras: maybe(extras),
};

const replacementChecks = { membershipId: id('membership'), listingId: id('listing'), extras: maybe(extras), takeOverPlan: maybe(flag) };

export class BatchSaleBody {
  @ApiProperty({ type: [SaleBody], minItems: 1, maxItems: batchRowsAtMost })
  @AreRows(saleChecks, { atMost: batchRowsAtMost })
  readonly sales!: SaleBody[];
}

export class BatchReplacementBody {
  @ApiProperty({ type: [ReplacementBody], minItems: 1, maxItems: batchRowsAtMost })
  @AreRows(replacementChecks, { atMost: batchRowsAtMost })
  readonly replacements!: ReplacementBody[];
}

export class BatchConfirmationBody {
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that is confirmed: whatever would be billed otherwise by then is left out and told',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash!: string;
}

export class BatchOrdersRequest extends PageRequest {
  @ApiPropertyOptional({ enum: batchOrderKinds, example: 'sale' })
  @Omittable()
  @IsIn(batchOrderKinds)
  readonly kind?: BatchOrderKind;

  @ApiPropertyOptional({ enum: batchOrderStates, example: 'finished' })
  @Omittable()
  @IsIn(batchOrderStates)
  readonly state?: BatchOrderState;
}

export class BatchRowsRequest extends LongPageRequest {
  @ApiPropertyOptional({ enum: batchRowOutcomes, example: 'refused' })
  @Omittable()
  @IsIn(batchRowOutcomes)
  readonly outcome?: BatchRowOutcome;
}
